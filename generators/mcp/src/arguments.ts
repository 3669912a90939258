import type { Json, Name, Operation, Type } from '@sdkgen/ir';
import { nameOf } from '@sdkgen/ir';

/** One argument of a tool. */
export interface ToolArgument {
  readonly name: Name;
  /** Null for what the host itself makes of it. */
  readonly type: Type | null;
  readonly required: boolean;
  readonly default: Json | undefined;
  readonly docs: { readonly summary: string; readonly description: string };
  /** For arguments of the host. */
  readonly schema?: { readonly [keyword: string]: Json };
}

const own = (name: string, schema: NonNullable<ToolArgument['schema']>, description: string, value?: Json) => ({
  name: nameOf(name),
  type: null,
  required: false,
  default: value,
  docs: { summary: '', description },
  schema,
});

const PAGE = [
  own('limit', { type: 'integer', minimum: 1, maximum: 1000 }, 'Items per page at most', 100),
  own('cursor', { type: 'string' }, 'next_cursor of the page before'),
];
const FEED = [
  own('cursor', { type: 'string' }, 'cursor of the answer before; absent: from now on'),
  own('limit', { type: 'integer', minimum: 1, maximum: 1000 }, 'Events to return at most', 100),
  own('wait_ms', { type: 'integer', minimum: 0, maximum: 10_000 }, 'How long to collect events', 1000),
];
const CONFIRM = own('confirm', { type: 'boolean' }, 'true: do it without asking the user');
const INCLUDE_VECTORS = own('include_vectors', { type: 'boolean' }, 'Whether vectors are in the result', false);

/** What the operation takes, and what the host takes besides: pages of streams, confirmation, whether to show vectors. */
export function argumentsOf(operation: Operation, givesVectors: boolean): ToolArgument[] {
  const taken = operation.arguments.map(({ name, at, ...argument }) =>
    at.in === 'body' && operation.body?.encoding === 'ndjson'
      ? { ...argument, name: nameOf('items'), type: listOf(argument.type), required: true }
      : { ...argument, name },
  );
  const names = new Set(taken.map(({ name }) => name.wire));
  return [
    ...taken,
    ...(operation.shape.kind === 'lines' ? PAGE : []),
    ...(operation.shape.kind === 'events' ? FEED : []),
    ...(givesVectors && !names.has('include_vectors') ? [INCLUDE_VECTORS] : []),
    ...(operation.effect.kind === 'destroys' ? [CONFIRM] : []),
  ];
}

/** The type of such a body is that of one line. */
const listOf = (items: Type): Type => ({ kind: 'list', items, bounds: {} });
