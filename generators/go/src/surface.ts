import type { Manner, SurfaceTool } from '@sdkgen/codegen';
import type { Name } from '@sdkgen/ir';

const EXTRACTOR = '{tools}/bin/surface';

/** Words Go writes in capitals. */
const INITIALISMS: Readonly<Record<string, string>> = { id: 'ID', ids: 'IDs', url: 'URL', api: 'API', http: 'HTTP' };

const words = (name: Name): string =>
  name.words.map((word) => INITIALISMS[word] ?? word.charAt(0).toUpperCase() + word.slice(1)).join('');

const manner: Manner = {
  operation: words,
  argument: words,
  bulkArgument: null,
  field: words,
  header: words,
  type: words,
  error: (name) => name,
  primitive(primitive) {
    if (primitive === 'int32') return 'int';
    if (primitive === 'int64' || primitive === 'boolean' || primitive === 'json') return primitive;
    if (primitive === 'float64') return 'number';
    return primitive === 'date-time' ? 'instant' : 'string';
  },
  literal: () => 'string',
  object: (name) => `@${name}`,
  enumeration: (name) => `@${name}`,
  alias: (name) => `@${name}`,
  items: (item) => `list<${item}>`,
  // Nil is both absent and null where the two are not told apart; a nil list or map needs no pointer for that.
  missing(type, { required, nullable }, standing) {
    const isThree = !required && nullable;
    const isNilable = /^(list|map)</.test(type) || type === '@Metadata' || type === 'json';
    if (isThree) return { type: `${type} | null`, isRequired: false };
    return { type, isRequired: isNilable && standing === 'result' ? true : required && !nullable };
  },
  ownSentences: [],
  opensWithName: true,
  sync: null,
  async: 'calls block; goroutines make them concurrent',
};

/** The package as the compiler of its users reads it. */
export const surface: SurfaceTool = {
  commands: () => [
    { argv: ['go', 'build', '-o', EXTRACTOR, '.'], cwd: '{root}/generators/go/surface' },
    { argv: [EXTRACTOR, '.'] },
  ],
  manner,
};
