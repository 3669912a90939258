import { code, fits, type Lexeme, sample } from '@sdkgen/codegen';
import {
  type Declaration,
  declarationOf,
  type EnumDeclaration,
  type Json,
  type ObjectDeclaration,
  type Primitive,
  type Type,
  type UnionDeclaration,
  unreachable,
} from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { called, listed, type Nested, struct, text, tupled } from '../layout/index.ts';
import { booleanLiteral, floatLiteral, identifier, integerLiteral, stringLiteral } from '../literals.ts';
import { apart, type Context, nativeType, resolved } from '../types.ts';
import { membersOf } from './member.ts';

/** A value where a call or a model takes it: what converts is not converted, lists are slices to a call and arrays to a model. */
export function givenValue(context: Context, type: Type, value: Json, to: 'call' | 'model'): Nested {
  const inner = resolved(context, type);
  switch (inner.kind) {
    case 'primitive':
      return givenPrimitive(context, inner, value);
    case 'list':
      return givenList(apart(context), inner.items, listOf(value), to);
    case 'map':
      return givenMap(apart(context), inner.values, objectOf(value));
    case 'reference':
      return exactValue({ ...context, within: null }, inner, value);
    case 'nullable':
    case 'tuple':
    case 'literal':
      return exactValue(context, inner, value);
    default:
      return unreachable(inner);
  }
}

/** The name a type has, without importing it. */
const nameOf = (context: Context, type: Type): string => `${nativeType({ ...context, imports: new Imports() }, type)}`;

const word = (source: string): Lexeme => identifier(source);

function givenPrimitive(context: Context, type: Extract<Type, { kind: 'primitive' }>, value: Json): Nested {
  const native = nameOf(context, type);
  if (native === 'String') return text(stringLiteral(String(value)));
  if (type.primitive === 'date') return text(code`${stringLiteral(String(value))}.parse()?`);
  if (type.primitive === 'binary') return text(stringLiteral('data'));
  if (native === 'Json' && typeof value === 'string') return text(stringLiteral(value));
  if (['Integer', 'Number', 'DecimalText', 'Int64Text'].includes(native)) return digits(context, value);
  if (type.primitive === 'base64' || type.primitive === 'base64url') return text(OCTETS);
  if (type.primitive === 'http-date' || type.primitive === 'unix-time') return text(utc(context, value));
  return exactValue(context, type, value);
}

const OCTETS = code`b${stringLiteral('data')}.to_vec()`;

/** A number of any size, from one of 64 bits where it is one. */
function digits(context: Context, value: Json): Nested {
  if (/^-?\d{1,18}$/.test(String(value))) return text(code`${integerLiteral(BigInt(String(value)))}_i64`);
  context.imports.own('Number');
  return text(code`${stringLiteral(String(value))}.parse::<Number>()?`);
}

function utc(context: Context, value: Json): Lexeme {
  context.imports.add('chrono', 'DateTime');
  context.imports.add('chrono', 'Utc');
  return code`${stringLiteral(instant(value))}.parse::<DateTime<Utc>>()?`;
}

/** RFC 3339, whatever form the document has. */
function instant(value: Json): string {
  const date = new Date(typeof value === 'number' ? value * 1000 : String(value));
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) return value;
  return Number.isNaN(date.getTime()) ? '2025-01-01T00:00:00Z' : date.toISOString().replace('.000Z', 'Z');
}

function givenList(context: Context, items: Type, values: readonly Json[], to: 'call' | 'model'): Nested {
  const inner = resolved(context, items);
  const name = nameOf(context, inner);
  if (inner.kind === 'primitive' && /^(bool|i32|i64|u64|f32|f64)$/.test(name))
    return listed(
      to === 'call' ? code`&` : code``,
      values.map((value) => exactValue(context, inner, value)),
    );
  if (isText(context, inner)) {
    if (values.length === 0) return listed(code`&`, [text(code`${stringLiteral('')}; 0`)]);
    return listed(
      code`&`,
      values.map((value) => text(stringLiteral(String(value)))),
    );
  }
  if (values.length === 0) return text(code`Vec::<${nativeType(context, items)}>::new()`);
  return listed(
    code``,
    values.map((value) => exactValue(context, items, value)),
  );
}

function givenMap(context: Context, values: Type, entries: { readonly [key: string]: Json }): Nested {
  const pairs = Object.entries(entries);
  if (pairs.length === 0) return text(code`Vec::<(String, ${nativeType(context, values)})>::new()`);
  return listed(
    code``,
    pairs.map(([key, value]) => tupled([text(stringLiteral(key)), exactValue(context, values, value)])),
  );
}

/** Strings and open enums, both made from text. */
function isText(context: Context, type: Type): boolean {
  if (type.kind === 'primitive') return nameOf(context, type) === 'String';
  const declaration = type.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  return declaration?.kind === 'enum' && declaration.value === 'string' && declaration.open;
}

/** An expression of exactly the type that is kept. */
export function exactValue(context: Context, type: Type, value: Json): Nested {
  switch (type.kind) {
    case 'primitive':
      return primitive(context, type, value);
    case 'list':
      return listed(
        code`vec!`,
        listOf(value).map((item) => exactValue(apart(context), type.items, item)),
      );
    case 'map':
      return map(context, type.values, objectOf(value));
    case 'tuple':
      return tuple(context, type, listOf(value));
    case 'nullable':
      return value === null ? text(code`None`) : called(code`Some`, [exactValue(context, type.inner, value)]);
    case 'literal':
      return literal(type.value);
    case 'reference':
      return boxed(context, type.id, declared(context, declarationOf(context.api, type.id), value));
    default:
      return unreachable(type);
  }
}

function boxed(context: Context, id: string, value: Nested): Nested {
  const { kind } = declarationOf(context.api, id);
  const isTransparent = kind === 'alias' && !context.recursion.isCircularAlias(id);
  const isBoxed = !isTransparent && context.within !== null && context.recursion.boxed(context.within, id);
  return isBoxed ? called(code`Box::new`, [value]) : value;
}

function primitive(context: Context, type: Extract<Type, { kind: 'primitive' }>, value: Json): Nested {
  const native = nameOf(context, type);
  switch (native) {
    case 'String':
      return text(code`${stringLiteral(String(value))}.to_owned()`);
    case 'bool':
      return text(booleanLiteral(value === true));
    case 'i32':
    case 'i64':
    case 'u64':
      return text(integerLiteral(BigInt(Math.trunc(Number(value)))));
    case 'f32':
    case 'f64':
      return text(floatLiteral(Number(value)));
    case 'Json':
      return json(context, value);
    case 'NaiveDate':
      context.imports.add('chrono', 'NaiveDate');
      return text(code`${stringLiteral(String(value))}.parse::<NaiveDate>()?`);
    default:
      return wrapper(context, type.primitive, native, value);
  }
}

/** What has a type of its own because of its form on the wire. */
function wrapper(context: Context, kind: Primitive, native: string, value: Json): Nested {
  if (kind === 'date-time') {
    context.imports.add('chrono', 'DateTime');
    return text(code`DateTime::parse_from_rfc3339(${stringLiteral(instant(value))})?`);
  }
  context.imports.own(native);
  switch (kind) {
    case 'http-date':
    case 'unix-time':
      return called(word(native), [text(utc(context, value))]);
    case 'base64':
    case 'base64url':
      return called(word(native), [text(OCTETS)]);
    case 'binary':
      return called(code`${word(native)}::new`, [text(stringLiteral('data'))]);
    default:
      return called(code`${word(native)}::from`, [digits(context, value)]);
  }
}

function json(context: Context, value: Json): Nested {
  context.imports.own('Json');
  if (value === null) return text(code`Json::Null`);
  if (typeof value === 'string') return called(code`Json::from`, [text(stringLiteral(value))]);
  if (typeof value === 'boolean') return called(code`Json::from`, [text(booleanLiteral(value))]);
  if (typeof value === 'number') {
    const isWhole = Number.isSafeInteger(value);
    return called(code`Json::from`, [text(isWhole ? code`${integerLiteral(value)}_i64` : floatLiteral(value))]);
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return called(code`Json::Array`, [text(code`Vec::new()`)]);
    return called(code`Json::Array`, [
      listed(
        code`vec!`,
        value.map((item) => json(context, item)),
      ),
    ]);
  }
  return called(code`Json::Object`, [
    map(context, { kind: 'primitive', primitive: 'json', bounds: {} }, objectOf(value)),
  ]);
}

function map(context: Context, values: Type, entries: { readonly [key: string]: Json }): Nested {
  context.imports.add('std::collections', 'BTreeMap');
  const pairs = Object.entries(entries);
  if (pairs.length === 0) return text(code`BTreeMap::new()`);
  const items = pairs.map(([key, value]) =>
    tupled([text(code`${stringLiteral(key)}.to_owned()`), exactValue(apart(context), values, value)]),
  );
  return called(code`BTreeMap::from`, [listed(code``, items)]);
}

function tuple(context: Context, { items, rest }: Extract<Type, { kind: 'tuple' }>, value: readonly Json[]): Nested {
  const fixed = items.map((item, at) => exactValue(context, item, value[at] ?? sample(context.api, item)));
  const more = rest ? value.slice(items.length).map((one) => exactValue(apart(context), rest, one)) : [];
  if (items.length === 0) return listed(rest ? code`vec!` : code``, more);
  if (!rest) return tupled(fixed);
  context.imports.own('Tail');
  return struct(code`Tail`, [
    [code`fixed`, tupled(fixed)],
    [code`rest`, listed(code`vec!`, more)],
  ]);
}

function literal(value: Json): Nested {
  if (typeof value === 'string') return text(code`${stringLiteral(value)}.to_owned()`);
  if (typeof value === 'boolean') return text(booleanLiteral(value));
  if (typeof value === 'number') return text(Number.isInteger(value) ? integerLiteral(value) : floatLiteral(value));
  return text(code`()`);
}

function declared(context: Context, declaration: Declaration, value: Json): Nested {
  switch (declaration.kind) {
    case 'object':
      return modelValue(context, declaration, value);
    case 'enum':
      return text(constant(context, declaration, value));
    case 'union':
      return union(context, declaration, value);
    case 'alias':
      return alias(context, declaration, value);
    default:
      return unreachable(declaration);
  }
}

function alias(context: Context, { id, target }: Extract<Declaration, { kind: 'alias' }>, value: Json): Nested {
  if (!context.recursion.isCircularAlias(id)) return exactValue(context, target, value);
  return called(own(context, id), [exactValue({ ...context, within: id }, target, value)]);
}

function own(context: Context, id: string): Lexeme {
  const name = context.names.type(id);
  context.imports.own(name);
  return identifier(name);
}

/** `Model::new(…)` with the members that must be there. */
function modelValue(context: Context, declaration: ObjectDeclaration, value: Json): Nested {
  const given = objectOf(value);
  const asked = membersOf(context, declaration).filter(
    ({ presence, constant }) => presence === 'required' && !constant,
  );
  const name = own(context, declaration.id);
  const within = { ...context, within: declaration.id };
  const values = asked.map(({ property: { name: wire, type, docs } }) =>
    givenValue(within, type, given[wire.wire] ?? sample(context.api, type, docs.examples), 'model'),
  );
  return asked.length === 0 ? text(code`${name}::default()`) : called(code`${name}::new`, values);
}

function constant(context: Context, { id, members, value: kind }: EnumDeclaration, value: Json): Lexeme {
  const at = members.findIndex((member) => member.value === value);
  const name = own(context, id);
  if (at >= 0) return code`${name}::${identifier(context.names.variant(id, at))}`;
  if (kind === 'string') return code`${name}::from(${stringLiteral(String(value))})`;
  return code`${name}::from(${integerLiteral(Number(value))})`;
}

function union(context: Context, { id, variants }: UnionDeclaration, value: Json): Nested {
  const at = Math.max(
    0,
    variants.findIndex(({ type }) => fits(context.api, type, value)),
  );
  const variant = variants[at];
  const name = own(context, id);
  if (!variant) return text(code`${name}::default()`);
  const inner = exactValue({ ...context, within: id }, variant.type, value);
  return called(code`${name}::${identifier(context.names.variant(id, at))}`, [inner]);
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

const objectOf = (value: Json): { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
