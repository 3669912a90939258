import { code, type Lexeme } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { resultOf, unionOf } from './results.ts';

/** Events told apart by their names: a function that says what reads one. */
export interface NamedEvents {
  readonly name: Lexeme;
  readonly union: Lexeme;
  readonly result: Lexeme;
  readonly events: readonly { readonly event: Lexeme; readonly field: Lexeme; readonly decode: Lexeme }[];
  readonly unknown: Lexeme;
}

export interface StreamView {
  readonly helper: Lexeme;
  /** What the helper is given to read with. */
  readonly read: Lexeme;
  readonly named: NamedEvents | null;
}

export function streamView(types: Types, operation: Operation): StreamView | null {
  const { shape } = operation;
  const { decode } = resultOf(types, operation);
  if (shape.kind === 'lines') {
    types.used.add('lines');
    const separator = shape.framing === 'ndjson' ? code`'\\n'` : code`0x1e`;
    return { helper: identifier('lines'), read: code`${separator}, ${decode}`, named: null };
  }
  if (shape.kind !== 'events') return null;
  const named = namedEvents(types, operation);
  const read = named ? code`core.EventNamed(${named.name})` : code`core.EventData(${decode})`;
  return { helper: identifier('events'), read: shape.data === 'text' ? code`core.EventText` : read, named };
}

function namedEvents(types: Types, operation: Operation): NamedEvents | null {
  const { shape, success } = operation;
  const union = unionOf(types, success.type);
  if (shape.kind !== 'events' || !shape.byEvent || !union) return null;
  const { fields, extra } = types.names.variants(union);
  return {
    name: identifier(`event${types.names.operation(operation).method}`),
    union: identifier(types.names.type(union.id)),
    result: resultOf(types, operation).type,
    events: shape.byEvent.flatMap(([event, variant]) => {
      const type = union.variants[variant]?.type;
      const field = fields[variant];
      return type && field
        ? [{ event: stringLiteral(event), field: identifier(field), decode: types.of(type).decode }]
        : [];
    }),
    unknown: identifier(extra),
  };
}
