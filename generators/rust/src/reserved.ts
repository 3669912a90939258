import { INTERNAL, PUBLIC } from './view/runtime.ts';

/** Words that may not be identifiers, in any edition to 2024. */
const KEYWORDS = [
  ...['abstract', 'as', 'async', 'await', 'become', 'box', 'break', 'const', 'continue', 'crate', 'do', 'dyn', 'else'],
  ...[
    'enum',
    'extern',
    'false',
    'final',
    'fn',
    'for',
    'gen',
    'if',
    'impl',
    'in',
    'let',
    'loop',
    'macro',
    'match',
    'mod',
  ],
  ...['move', 'mut', 'override', 'priv', 'pub', 'ref', 'return', 'Self', 'self', 'static', 'struct', 'super', 'trait'],
  ...['true', 'try', 'type', 'typeof', 'unsafe', 'unsized', 'use', 'virtual', 'where', 'while', 'yield'],
];

/** Types generated code names without a path. */
const PRELUDE = [
  ...['Box', 'Option', 'Some', 'None', 'Result', 'Ok', 'Err', 'String', 'Vec', 'Into', 'From', 'AsRef', 'ToString'],
  ...['IntoIterator', 'Iterator', 'Send', 'Sync', 'Sized', 'Clone', 'Copy', 'Debug', 'Default', 'Drop', 'Eq', 'Fn'],
  ...['FnMut', 'FnOnce', 'Hash', 'Ord', 'PartialEq', 'PartialOrd', 'Extend', 'TryFrom', 'TryInto', 'FromIterator'],
  ...['DoubleEndedIterator', 'ExactSizeIterator', 'ToOwned', 'Unpin', 'AsMut', 'Serialize', 'Deserialize'],
];

/** What generated files import beside the runtime. */
const IMPORTED = ['Arc', 'BTreeMap', 'DateTime', 'Duration', 'Error', 'FixedOffset', 'NaiveDate', 'Self'];

export const TYPES: ReadonlySet<string> = new Set([...KEYWORDS, ...PRELUDE, ...IMPORTED, ...PUBLIC, ...INTERNAL]);

/** What makes arguments into what is kept; an argument of that name would hide it. */
const HELPERS = ['entries_of', 'items_of', 'names_of'];

/** Names no field may have: keywords, the map of unknown members, and what constructors are called. */
export const FIELDS: ReadonlySet<string> = new Set([
  ...KEYWORDS,
  ...HELPERS,
  'extra',
  'new',
  'default',
  'clone',
  'into',
  'iter',
  'into_iter',
  'value',
  'by',
  'other',
  'item',
]);

/** Names no argument may have: they are what every builder has. */
export const ARGUMENTS: ReadonlySet<string> = new Set([
  ...KEYWORDS,
  ...HELPERS,
  ...[
    'body',
    'bulk',
    'call',
    'clone',
    'extra_member',
    'extra_query',
    'header',
    'idempotency_key',
    'into',
    'items',
    'last_event_id',
    'max_retries',
    'new',
  ],
  ...[
    'pages',
    'parallelism',
    'request',
    'send',
    'send_with_meta',
    'subscribe',
    'timeout',
    'value',
    'prepare',
    'next',
    'nothing',
    'resuming',
  ],
]);

/** Methods of the client that are no operation. */
export const METHODS: ReadonlySet<string> = new Set([...KEYWORDS, 'builder', 'clone', 'core', 'into']);

/** Methods of the client's builder. */
export const OPTIONS: ReadonlySet<string> = new Set([
  ...KEYWORDS,
  ...[
    'build',
    'clone',
    'connect_timeout',
    'default',
    'header',
    'idle_timeout',
    'into',
    'max_retries',
    'middleware',
    'packed_floats',
    'proxy',
  ],
  ...['read_timeout', 'root_certificates', 'settings', 'telemetry', 'timeout', 'transport', 'url'],
]);

/** Methods of the headers of an operation. */
export const HEADERS: ReadonlySet<string> = new Set([...KEYWORDS, 'clone', 'from', 'into']);

export const VARIANTS: ReadonlySet<string> = new Set([...KEYWORDS, 'Other']);

/** Module files: keywords, and names some file systems keep for devices. */
export const MODULES: ReadonlySet<string> = new Set([...KEYWORDS, 'aux', 'con', 'nul', 'prn', 'lib', 'main']);
