import { argumentsOf, type Bound, type Generics, lastOf, type Path, type Type } from './rustdoc.ts';

const PRIMITIVES: Readonly<Record<string, string>> = {
  bool: 'boolean',
  str: 'string',
  f64: 'number',
  f32: 'float32',
  i32: 'int32',
  i64: 'int64',
};
const NAMED: Readonly<Record<string, string>> = {
  String: 'string',
  Json: 'json',
  Value: 'json',
  JsonObject: 'map<json>',
  DateTime: 'instant',
  NaiveDate: 'date',
  Duration: 'duration',
  Integer: 'integer',
};
const LISTS = new Set(['Vec', 'IntoIterator', 'Sequence', 'BTreeSet']);
const THROUGH = new Set(['Into', 'AsRef', 'Box', 'ToOwned', 'TryInto']);

/** A type in the notation all surfaces share; what a conversion trait turns into is what it stands for. */
export function notation(type: Type, generics: Generics | null = null): string {
  const of = (inner: Type): string => notation(inner, generics);
  if (type.primitive !== undefined) return PRIMITIVES[type.primitive] ?? type.primitive;
  if (type.borrowed_ref) return of(type.borrowed_ref.type);
  if (type.slice) return `list<${of(type.slice)}>`;
  if (type.array)
    return `tuple<${Array.from({ length: Number(type.array.len) }, () => of(type.array?.type ?? {})).join(', ')}>`;
  if (type.tuple) return type.tuple.length === 0 ? 'null' : `tuple<${type.tuple.map(of).join(', ')}>`;
  if (type.impl_trait) return ofBounds(type.impl_trait, generics);
  if (type.resolved_path) return ofPath(type.resolved_path, generics);
  if (type.generic !== undefined) return ofBounds(boundsOf(type.generic, generics), generics) || type.generic;
  return JSON.stringify(type);
}

function ofPath(path: Path, generics: Generics | null): string {
  const name = lastOf(path.path);
  const [first, second] = argumentsOf(path).map((type) => notation(type, generics));
  if (name === 'Result' && first) return first;
  if (name === 'Option' && first) return `${first} | null`;
  if (name === 'Maybe' && first) return `${first} | unset | null`;
  if (LISTS.has(name) && first) return `list<${first}>`;
  if (THROUGH.has(name) && first) return first;
  if (/Map$/.test(name) && second) return `map<${second}>`;
  return NAMED[name] ?? `@${name}`;
}

/** `impl IntoIterator<Item = impl Into<T>>` is a list of T, as is `I: IntoIterator<Item: Into<T>>`. */
function ofBounds(bounds: readonly Bound[], generics: Generics | null): string {
  const [trait] = bounds.flatMap(({ trait_bound }) => (trait_bound ? [trait_bound.trait] : []));
  if (!trait) return '';
  if (lastOf(trait.path) !== 'IntoIterator') return ofPath(trait, generics);
  const item = trait.args?.angle_bracketed?.constraints.find(({ name }) => name === 'Item')?.binding;
  const inner = item?.equality?.type
    ? notation(item.equality.type, generics)
    : ofBounds(item?.constraint ?? [], generics);
  // Pairs of a key and its value are a map.
  const value = /^tuple<string, (.*)>$/.exec(inner)?.[1];
  return value ? `map<${value}>` : `list<${inner}>`;
}

function boundsOf(name: string, generics: Generics | null): readonly Bound[] {
  const declared = generics?.params.find((param) => param.name === name)?.kind.type?.bounds ?? [];
  const where = generics?.where_predicates.find(({ bound_predicate }) => bound_predicate?.type.generic === name);
  return [...declared, ...(where?.bound_predicate?.bounds ?? [])];
}
