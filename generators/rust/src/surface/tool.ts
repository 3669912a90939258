import { type Manner, pascal, type SurfaceTool, snake } from '@sdkgen/codegen';
import type { Name, Primitive } from '@sdkgen/ir';
import { cargo, ENVIRONMENT } from '../cargo.ts';

const main = '{root}/generators/rust/src/surface/main.ts';
const FOLDER = '{build}/surface';
/**
 * rustdoc's JSON is for the nightly compiler; this has the stable one write it too. In a folder of its own: build scripts look at
 * that variable, and would have the other checks' dependencies built again each time.
 */
const RUSTDOC = { ...ENVIRONMENT, CARGO_TARGET_DIR: FOLDER, RUSTC_BOOTSTRAP: '1' };

const KEPT = new Set<Primitive>(['boolean', 'json', 'int32', 'int64', 'float32']);

/** Names the crate keeps for itself. */
const TAKEN: Readonly<Record<string, string>> = { Error: 'ErrorModel' };
const RESERVED = new Set(['body']);

const manner: Manner = {
  operation: snake,
  argument: (name: Name) => (RESERVED.has(snake(name)) ? `${snake(name)}_` : snake(name)),
  bulkArgument: null,
  field: snake,
  header: snake,
  type: (name) => TAKEN[pascal(name)] ?? pascal(name),
  error: (name) => name.replace(/Error$/, ''),
  primitive(primitive) {
    if (KEPT.has(primitive)) return primitive;
    if (primitive === 'float64') return 'number';
    return primitive === 'date-time' ? 'instant' : 'string';
  },
  literal: () => 'string',
  object: (name) => `@${name}`,
  enumeration: (name, standing, isItem) => (standing === 'argument' && isItem ? 'string' : `@${name}`),
  // Anything that makes one is taken for a pair or a map.
  alias: (name, target, standing) => (standing === 'argument' ? target : `@${name}`),
  items: (item) => `list<${item}>`,
  missing(type, { required, nullable }, standing) {
    if (standing === 'argument') return { type, isRequired: required };
    if (!required && nullable) return { type: `${type} | unset | null`, isRequired: false };
    return required && !nullable ? { type, isRequired: true } : { type: `${type} | null`, isRequired: false };
  },
  ownSentences: [],
  opensWithName: false,
  sync: 'every call is a future',
  async: null,
};

/** The crate as rustdoc sees it. */
export const surface: SurfaceTool = {
  commands: () => [
    {
      ...cargo(
        'rustdoc',
        '--offline',
        '--locked',
        '--quiet',
        '--lib',
        '--',
        '-Z',
        'unstable-options',
        '--output-format',
        'json',
      ),
      env: RUSTDOC,
    },
    { argv: ['node', main, `${FOLDER}/doc`] },
  ],
  manner,
};
