/** Names this target keeps for itself, grouped by why. */
const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Cannot be identifiers at all. */
export const KEYWORDS = words(`
  False None True and as assert async await break class continue def del elif else except finally for from global if
  import in is lambda nonlocal not or pass raise return try while with yield __debug__`);

/** Stand in annotations of the same class body, where a member of that name would hide them. */
const ANNOTATIONS = words('bool bytes dict dt float int list object str tuple');

/** Generated modules import types by these names. */
const IMPORTED = words(`
  Any ClassVar Decimal FailedItem Iterable Iterator Literal Mapping NotRequired OpenFloat OpenInt OpenString Self
  Sequence TYPE_CHECKING TypeAlias TypedDict UNSET UUID Unknown Unset`);

/** Modules of the runtime, by the names generated code uses them under. */
const RUNTIME = words('contract decode encode exceptions models params');

/** Every client and every model has them. */
const MODEL_MEMBERS = words('from_dict to_dict');
const CLIENT_MEMBERS = words('close with_response');

/** Parameters every call has, or some kinds of calls. */
const CALL_OPTIONS = words('self options parallelism last_event_id result_of_call');
const CLIENT_OPTIONS = words(`
  self url timeout connect_timeout read_timeout max_retries headers packed_floats transport middleware proxy ssl_context telemetry`);

const set = (...groups: readonly (readonly string[])[]): ReadonlySet<string> => new Set(groups.flat());

export const typeNames = set(KEYWORDS, IMPORTED, ANNOTATIONS, RUNTIME);
export const fieldNames = set(KEYWORDS, ANNOTATIONS, MODEL_MEMBERS, words('self'));
export const constantNames = set(KEYWORDS, words('ClassVar LISTED'));
export const methodNames = set(KEYWORDS, ANNOTATIONS, CLIENT_MEMBERS, RUNTIME);
export const argumentNames = set(KEYWORDS, CALL_OPTIONS);
/** The names of arguments in the functions that write requests, beside locals and modules of their own. */
export const localNames = set(KEYWORDS, RUNTIME, words('body dict headers list packed query str tuple'));
export const clientOptions = set(KEYWORDS, CLIENT_OPTIONS, RUNTIME, words('settings from_environment dict str type'));
/** Error classes cannot take the names of what raises and shows them. */
export const errorNames = set(KEYWORDS, words('ClassVar Exception Mapping object'));
