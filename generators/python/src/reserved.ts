/** Names this target keeps for itself, grouped by why. */

/** Cannot be identifiers at all. */
const KEYWORDS = [
  ...['False', 'None', 'True', 'and', 'as', 'assert', 'async', 'await', 'break', 'class', 'continue', 'def', 'del'],
  ...['elif', 'else', 'except', 'finally', 'for', 'from', 'global', 'if', 'import', 'in', 'is', 'lambda', 'nonlocal'],
  ...['not', 'or', 'pass', 'raise', 'return', 'try', 'while', 'with', 'yield', '__debug__'],
];

/** Stand in annotations of the same class body, where a member of that name would hide them. */
const ANNOTATIONS = ['bool', 'bytes', 'dict', 'dt', 'float', 'int', 'list', 'object', 'str', 'tuple', 'property'];

/** What generated modules import by these names. */
const IMPORTED_TYPES = [
  ...[
    'Any',
    'ClassVar',
    'Decimal',
    'FailedItem',
    'Iterator',
    'Literal',
    'Mapping',
    'NotRequired',
    'OpenFloat',
    'OpenInt',
  ],
  ...[
    'OpenString',
    'Required',
    'Sequence',
    'TypeAlias',
    'TypedDict',
    'UNSET',
    'UUID',
    'Unknown',
    'Unset',
    'Misfit',
    'Iterable',
  ],
];

/** Attributes that models, clients and enumerations have already. */
const MODEL_MEMBERS = ['from_dict', 'to_dict'];
const CLIENT_MEMBERS = ['close', 'self'];

export const typeNames: ReadonlySet<string> = new Set([
  ...KEYWORDS,
  ...IMPORTED_TYPES,
  ...ANNOTATIONS,
  'decode',
  'encode',
  'field',
  'dataclass',
]);
export const fieldNames: ReadonlySet<string> = new Set([
  ...KEYWORDS,
  ...ANNOTATIONS,
  ...MODEL_MEMBERS,
  'cls',
  'self',
  'rest',
  'value',
  'members',
  'decode',
  'encode',
  'field',
]);
export const enumNames: ReadonlySet<string> = new Set(KEYWORDS);
export const methodNames: ReadonlySet<string> = new Set([...KEYWORDS, ...ANNOTATIONS, ...CLIENT_MEMBERS, 'models']);
export const argumentNames: ReadonlySet<string> = new Set([
  ...KEYWORDS,
  'self',
  'options',
  'parallelism',
  'last_event_id',
]);
/** The names of arguments inside the functions that write requests, which have locals and modules of their own. */
export const localNames: ReadonlySet<string> = new Set([
  ...KEYWORDS,
  ...[
    'body',
    'headers',
    'query',
    'path',
    'models',
    'encode',
    'decode',
    'params',
    'contract',
    'dict',
    'list',
    'str',
    'Call',
  ],
]);
export const clientOptions: ReadonlySet<string> = new Set([
  ...[...KEYWORDS, 'self', 'url', 'timeout', 'connect_timeout', 'read_timeout', 'max_retries', 'headers', 'transport'],
]);
/** Error classes cannot take the names of what raises and shows them. */
export const errorNames: ReadonlySet<string> = new Set([...KEYWORDS, 'Exception', 'Any', 'Mapping', 'object']);
