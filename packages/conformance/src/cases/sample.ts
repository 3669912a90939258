import { Exact, type Value } from '../exact/json.ts';
import { listOf, type Members, membersOf, type resolver } from './document.ts';
import { numberFor, textFor } from './scalars.ts';
import { type Plain, plain } from './schema.ts';

/** What a sample is to be like. Each but `plain` and `minimal` has every member. */
export const MODES = [
  'plain',
  'full',
  'minimal',
  'unicode',
  'reserved',
  'boundary',
  'largest',
  'null',
  'unknown',
] as const;
export type Mode = (typeof MODES)[number];

export interface Wish {
  readonly mode: Mode;
  /** Members only servers or only callers say are left out of what the other says. */
  readonly direction: 'request' | 'response';
  /** Members set to this whatever the schema says. */
  readonly fixed?: Readonly<Record<string, Value>>;
  /** Octets are octets, as in parts of their own; in JSON they are text. */
  readonly binary?: boolean;
  /** Which of its siblings it is: values of two of one type are not the same. */
  readonly place?: number;
}

const MAX_DEPTH = 6;

/** A value of the schema; undefined where there is none that ends. */
export function sample(
  resolve: ReturnType<typeof resolver>,
  schema: Value | undefined,
  wish: Wish,
  depth = 0,
): Value | undefined {
  const inner = (value: Value | undefined, place = 0): Value | undefined =>
    sample(resolve, value, { ...wish, place }, depth + 1);
  const what = plain(resolve, schema);
  const { members, types, variants } = what;
  if (members.const !== undefined) return members.const;
  if (wish.mode === 'null' && what.isNullable && depth > 0) return null;
  if (members.enum !== undefined) return memberOf(what, wish);
  if (variants.length > 0 && Object.keys(what.properties).length === 0) {
    return first(variants, (variant) => tagged(what, variant, inner(variant)));
  }
  const [type = impliedType(what)] = types;
  switch (type) {
    case 'object':
      return objectOf(what, wish, depth, inner);
    case 'array':
      return listFor(what, wish, depth, inner);
    case 'string':
      return wish.binary && isOctets(members) ? { $bytes: 'AAH/DQo=' } : textFor(members, wish.mode, wish.place);
    case 'integer':
    case 'number':
      return numberFor(type, members, wish.mode, wish.place);
    case 'boolean':
      return wish.mode !== 'boundary';
    default:
      return wish.mode === 'minimal' ? 'anything' : { any: ['thing', 1, null] };
  }
}

const isOctets = ({ format, contentMediaType, contentEncoding }: Members): boolean =>
  format === 'binary' || (contentMediaType !== undefined && contentEncoding === undefined);

function impliedType({ properties, members }: Plain): string {
  if (Object.keys(properties).length > 0 || members.additionalProperties !== undefined) return 'object';
  return members.items !== undefined || members.prefixItems !== undefined ? 'array' : 'any';
}

function first(variants: readonly Value[], make: (variant: Value) => Value | undefined): Value | undefined {
  for (const variant of variants) {
    const made = make(variant);
    if (made !== undefined) return made;
  }
  return undefined;
}

/** A variant that says nothing of its tag has it from the discriminator. */
function tagged({ members }: Plain, variant: Value, value: Value | undefined): Value | undefined {
  const { propertyName, mapping } = membersOf(members.discriminator);
  if (typeof propertyName !== 'string' || typeof value !== 'object' || value === null || Array.isArray(value))
    return value;
  const reference = membersOf(variant).$ref;
  if (typeof reference !== 'string') return value;
  const name = reference.split('/').at(-1) ?? '';
  const mapped = Object.entries(membersOf(mapping)).find(([, to]) => to === reference || to === name);
  const own = (value as Record<string, Value>)[propertyName];
  return mapped || own === undefined ? { ...value, [propertyName]: mapped?.[0] ?? name } : value;
}

function memberOf({ members, types }: Plain, { mode, direction }: Wish): Value | undefined {
  const values = listOf(members.enum).filter((value) => value !== null);
  if (mode === 'unknown' && direction === 'response' && types[0] === 'string') return 'x-not-yet-known';
  return (mode === 'boundary' ? values.at(-1) : values[0]) ?? null;
}

function objectOf(
  { members, properties, required }: Plain,
  { mode, direction, fixed = {} }: Wish,
  depth: number,
  inner: (value: Value | undefined, place?: number) => Value | undefined,
): Value | undefined {
  const result: Record<string, Value> = {};
  for (const [place, [name, schema]] of Object.entries(properties).entries()) {
    const { readOnly, writeOnly } = membersOf(schema);
    if (direction === 'request' ? readOnly === true : writeOnly === true) continue;
    const isRequired = required.includes(name);
    if (!isRequired && (mode === 'minimal' || depth >= MAX_DEPTH)) continue;
    const value =
      depth === 0 && Object.hasOwn(fixed, name)
        ? fixed[name]
        : depth > MAX_DEPTH * 3
          ? undefined
          : inner(schema, place);
    if (value === undefined && isRequired) return undefined;
    if (value !== undefined) result[name] = value;
  }
  const { additionalProperties = members.unevaluatedProperties } = members;
  const isMap = typeof additionalProperties === 'object' && additionalProperties !== null;
  if (isMap && mode !== 'minimal' && mode !== 'boundary' && depth < MAX_DEPTH) {
    const value = inner(additionalProperties);
    if (value !== undefined) result[mode === 'reserved' ? 'a/b "c"' : 'key'] = value;
  } else if (mode === 'unknown' && !isMap && !members.patternProperties && direction === 'response') {
    result.x_not_yet_known = { a: [1, null, new Exact('9007199254740993')] };
  }
  return result;
}

function listFor(
  { members }: Plain,
  { mode }: Wish,
  depth: number,
  inner: (value: Value | undefined, place?: number) => Value | undefined,
): Value | undefined {
  const fixed = listOf(members.prefixItems).map((item, place) => inner(item, place));
  if (fixed.some((value) => value === undefined)) return undefined;
  const least = Number(members.minItems ?? 0);
  const most = Number(members.maxItems ?? Number.POSITIVE_INFINITY);
  const wanted = depth >= MAX_DEPTH || mode === 'boundary' ? least : mode === 'full' ? 2 : 1;
  const count = members.items === false ? 0 : Math.max(0, Math.min(Math.max(wanted, least), most) - fixed.length);
  if (count === 0) return fixed as Value[];
  const item = inner(membersOf(members.items));
  if (item === undefined) return least > fixed.length ? undefined : (fixed as Value[]);
  return [...(fixed as Value[]), ...Array.from({ length: count }, () => item)];
}
