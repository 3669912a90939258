import { camel, type Manner, pascal, type SurfaceTool } from '@sdkgen/codegen';
import type { Primitive } from '@sdkgen/ir';

const main = '{root}/generators/node/src/surface/main.ts';

const NUMBERS = new Set<Primitive>(['int32', 'float32', 'float64', 'int64', 'unix-time']);

/** Names the package keeps for itself. */
const TAKEN: Readonly<Record<string, string>> = { Error: 'ErrorModel' };

const manner: Manner = {
  operation: camel,
  argument: camel,
  bulkArgument: 'items',
  field: camel,
  header: camel,
  type: (name) => TAKEN[pascal(name)] ?? pascal(name),
  error: (name) => name,
  primitive(primitive, standing) {
    if (NUMBERS.has(primitive)) return 'number';
    // Times stay the text they came as, to the last digit; callers may pass either.
    if (primitive === 'date-time') return standing === 'result' ? 'string' : 'string | instant';
    return primitive === 'boolean' || primitive === 'json' ? primitive : 'string';
  },
  literal: (value) => JSON.stringify(value),
  object: (name, standing, isBoth) => (standing !== 'result' && isBoth ? `@${name}Input` : `@${name}`),
  enumeration: (name) => `@${name}`,
  alias: (name) => `@${name}`,
  items: (item) => `list<${item}>`,
  missing: (type, { required, nullable }) => ({ type: nullable ? `${type} | null` : type, isRequired: required }),
  ownSentences: [],
  opensWithName: false,
  sync: 'every call is a promise',
  async: null,
};

/** The declarations npm would publish. */
export const surface: SurfaceTool = {
  commands: () => [{ argv: ['node', 'build.mjs'] }, { argv: ['node', main, '.'] }],
  manner,
};
