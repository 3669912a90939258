import { code, Lexeme } from '@sdkgen/codegen';
import { type Primitive, type PrimitiveType, type Type, unreachable } from '@sdkgen/ir';
import { identifier, scalar } from './literals.ts';
import type { Direction, Names } from './names.ts';

/** A TypeScript type as its alternatives, so that a layout can break it and a list can bracket it. */
export type Alternatives = readonly Lexeme[];

/** The type as it stands in `models.ts`; elsewhere declarations have a prefix such as `models.`. */
export function typeOf(type: Type, direction: Direction, names: Names, prefix = NOTHING): Alternatives {
  const inner = (one: Type): Alternatives => typeOf(one, direction, names, prefix);
  switch (type.kind) {
    case 'primitive':
      return primitiveType(safePrimitive(type), direction);
    case 'list':
      return direction === 'in' && isFloat(type.items) ? [code`NumberList`] : [listOf(inner(type.items), direction)];
    case 'map':
      return [code`{ ${readonly(direction)}[key: string]: ${joined(inner(type.values))} }`];
    case 'tuple': {
      const items = type.items.map((item) => joined(inner(item)));
      const rest = type.rest ? [code`...${listOf(inner(type.rest), 'out')}`] : [];
      return [code`${readonly(direction)}[${Lexeme.join([...items, ...rest], ', ')}]`];
    }
    case 'nullable': {
      const alternatives = inner(type.inner);
      return alternatives.some((one) => `${one}` === 'null') ? alternatives : [...alternatives, code`null`];
    }
    case 'literal':
      return [scalar(type.value)];
    case 'reference':
      return [code`${prefix}${identifier(names.type(type.id, direction))}`];
    default:
      return unreachable(type);
  }
}

export function joined(alternatives: Alternatives): Lexeme {
  return Lexeme.join(alternatives, ' | ');
}

function listOf(items: Alternatives, direction: Direction): Lexeme {
  const [only] = items;
  // `readonly T[]` and function types would bind differently in front of `[]`; only a union or such a prefix needs brackets.
  const bare = items.length === 1 && only !== undefined && !/^(?:readonly|typeof|keyof) /.test(`${only}`);
  return bare ? code`${readonly(direction)}${only}[]` : code`${readonly(direction)}(${joined(items)})[]`;
}

function readonly(direction: Direction): Lexeme {
  return direction === 'in' ? code`readonly ` : NOTHING;
}

function isFloat(type: Type): boolean {
  return type.kind === 'primitive' && (type.primitive === 'float32' || type.primitive === 'float64');
}

/** An integer the document bounds to what a double holds exactly needs no `bigint`. */
export function safePrimitive({ primitive, bounds }: PrimitiveType): Primitive {
  if (primitive !== 'int64' && primitive !== 'uint64' && primitive !== 'integer') return primitive;
  const { minimum = -Infinity, maximum = Infinity } = bounds;
  return minimum >= Number.MIN_SAFE_INTEGER && maximum <= Number.MAX_SAFE_INTEGER ? 'int32' : primitive;
}

function primitiveType(primitive: Primitive, direction: Direction): Alternatives {
  if (primitive === 'binary') return direction === 'in' ? [code`Upload`] : [code`Download`];
  const [out, wider = []] = PRIMITIVES[primitive];
  return direction === 'in' ? [...out, ...wider] : out;
}

const NOTHING = code``;
const TEXT = [code`string`];
const DATE = [code`Date`];
const BYTES = [code`Uint8Array`];

/** What results hold, and what callers may pass besides. Reasons in docs/decisions. */
const PRIMITIVES: Readonly<Record<Exclude<Primitive, 'binary'>, readonly [out: Alternatives, wider?: Alternatives]>> = {
  string: [TEXT],
  boolean: [[code`boolean`]],
  int32: [[code`number`]],
  // A double holds integers up to 2^53; beyond, only a bigint keeps every digit.
  int64: [[code`number`, code`bigint`]],
  uint64: [[code`number`, code`bigint`]],
  integer: [[code`number`, code`bigint`]],
  'int64-string': [[code`bigint`], [code`number`, code`string`]],
  float32: [[code`number`]],
  float64: [[code`number`]],
  decimal: [TEXT, [code`number`, code`bigint`]],
  'decimal-string': [TEXT, [code`number`, code`bigint`]],
  // Text keeps every digit and the offset; a Date keeps milliseconds and neither.
  'date-time': [TEXT, DATE],
  'http-date': [TEXT, DATE],
  'unix-time': [[code`number`], DATE],
  date: [TEXT, DATE],
  time: [TEXT],
  duration: [TEXT],
  uuid: [TEXT],
  url: [TEXT],
  base64: [BYTES],
  base64url: [BYTES],
  json: [[code`JsonValue`]],
};
