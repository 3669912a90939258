import { type Manner, pascal, type SurfaceTool, snake } from '@sdkgen/codegen';
import { CACHES, python } from './tools.ts';

const SITE = '{build}/surface';

const manner: Manner = {
  operation: snake,
  argument: snake,
  bulkArgument: null,
  field: snake,
  header: snake,
  type: pascal,
  error: (name) => name,
  primitive(primitive, standing) {
    if (/int/.test(primitive)) return 'integer';
    if (/float/.test(primitive)) return 'number';
    if (primitive === 'date-time') return standing === 'argument' ? 'instant | string' : 'instant';
    return primitive === 'boolean' || primitive === 'json' ? primitive : 'string';
  },
  literal: (value) => JSON.stringify(value),
  object: (name, standing) => (standing === 'argument' ? `@${name} | @${name}Dict` : `@${name}`),
  enumeration: (name, standing) => (standing === 'result' ? `@${name}` : `@${name} | string`),
  alias: (_name, target) => target,
  items: (item, bulk) => (bulk ? `list<@${pascal(bulk)}Item | @FailedItem<@${pascal(bulk)}Item>>` : `list<${item}>`),
  missing(type, { required, nullable }) {
    if (!required && nullable) return { type: `${type} | unset | null`, isRequired: false };
    return { type: nullable || !required ? `${type} | null` : type, isRequired: required };
  },
  ownSentences: [/ ?`(?:UNSET|None)`: (?:absent|null)(?:; `None`: null)?\.$/],
  opensWithName: false,
  sync: null,
  async: null,
};

/** The wheel, installed and imported. */
export const surface: SurfaceTool = {
  commands: ({ module, client, asyncClient }) => [
    {
      argv: [
        python,
        '-m',
        'pip',
        'install',
        '--quiet',
        '--no-deps',
        '--no-build-isolation',
        '--upgrade',
        '--target',
        SITE,
        '.',
      ],
      env: CACHES,
    },
    { argv: [python, '{root}/generators/python/surface', SITE, module, client, asyncClient], env: CACHES },
  ],
  manner,
};
