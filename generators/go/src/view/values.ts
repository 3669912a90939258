import { code, fits, Lexeme, sample } from '@sdkgen/codegen';
import {
  declarationOf,
  type EnumDeclaration,
  type Json,
  type ObjectDeclaration,
  type Type,
  type UnionDeclaration,
  unreachable,
} from '@sdkgen/ir';
import { identifier, numberLiteral, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { plain } from './parameters.ts';

/** A value as Go source, and the packages it needs: for examples, where everything is seen from outside the package. */
export interface Source {
  readonly text: Lexeme;
  readonly imports: readonly string[];
}

const bare = (text: Lexeme): Source => ({ text, imports: [] });

/** The source of a JSON value of a type; `undefined` fields of structs are left out. */
export function valueSource(types: Types, type: Type, value: Json, isElement = false): Source {
  switch (type.kind) {
    case 'primitive':
      return primitive(types, type, value);
    case 'list':
      return elements(
        types.of(type).text,
        asList(value).map((item) => valueSource(types, type.items, item, true)),
      );
    case 'map':
      return elements(
        types.of(type).text,
        Object.entries(asObject(value)).map(([key, item]) =>
          keyed(stringLiteral(key), valueSource(types, type.values, item)),
        ),
      );
    case 'tuple':
      return tuple(types, type, asList(value));
    case 'nullable':
      return optional(types, type.inner, value);
    case 'literal':
      return bare(json(type.value));
    case 'reference':
      return reference(types, type, value, isElement);
    default:
      return unreachable(type);
  }
}

/** The value of a member: what may be absent is pointed to. */
export function memberSource(types: Types, type: Type, required: boolean, value: Json): Source {
  if (required) return types.isRecursive(type) ? optional(types, type, value) : valueSource(types, type, value);
  const inner = type.kind === 'nullable' ? type.inner : type;
  if (type.kind !== 'nullable' && types.of(type).nil !== 'any') return optional(types, type, value);
  if (value === null) return bare(code`${types.own('Null')}[${types.of(inner).text}]()`);
  const { text, imports } = typed(types, inner, value);
  return { text: code`${types.own('Value')}(${text})`, imports };
}

function optional(types: Types, type: Type, value: Json): Source {
  if (value === null) return bare(code`nil`);
  if (types.of(type).nil !== 'pointer') return valueSource(types, type, value);
  const { text, imports } = typed(types, type, value);
  return { text: code`${types.own('Ptr')}(${text})`, imports };
}

/** A constant given to a generic function needs its type where that is not what Go takes it for. */
function typed(types: Types, type: Type, value: Json): Source {
  const { text, imports } = valueSource(types, type, value);
  const number = types.of(plain(types, type)).text.toString();
  const isNumber =
    typeof value === 'number' && ['int64', 'float64', 'float32', 'Decimal'].some((name) => number.endsWith(name));
  return isNumber ? { text: code`${types.of(type).text}(${text})`, imports } : { text, imports };
}

function primitive(types: Types, type: Extract<Type, { kind: 'primitive' }>, value: Json): Source {
  switch (type.primitive) {
    case 'date-time':
    case 'http-date':
    case 'unix-time':
      return { text: time(value), imports: ['time'] };
    case 'date': {
      const [year = 2025, month = 1, day = 1] = String(value).split('-').map(Number);
      return bare(
        code`${types.own('Date')}{Year: ${numberLiteral(year)}, Month: ${numberLiteral(month)}, Day: ${numberLiteral(day)}}`,
      );
    }
    case 'binary':
      return {
        text: code`${types.own('File')}{Content: strings.NewReader(${stringLiteral('data')})}`,
        imports: ['strings'],
      };
    case 'base64':
    case 'base64url':
      return bare(code`[]byte(${stringLiteral('data')})`);
    case 'decimal':
    case 'integer':
      return bare(stringLiteral(String(value)));
    case 'int64-string':
      return bare(numberLiteral(Number(value)));
    default:
      return bare(json(value));
  }
}

function time(value: Json): Lexeme {
  const date = new Date(typeof value === 'number' ? value * 1000 : String(value));
  const safe = Number.isNaN(date.getTime()) ? new Date('2025-01-01T00:00:00Z') : date;
  const parts = [
    safe.getUTCFullYear(),
    safe.getUTCMonth() + 1,
    safe.getUTCDate(),
    safe.getUTCHours(),
    safe.getUTCMinutes(),
    safe.getUTCSeconds(),
  ];
  return code`time.Date(${Lexeme.join([...parts, safe.getUTCMilliseconds() * 1e6].map(numberLiteral), ', ')}, time.UTC)`;
}

function tuple(types: Types, type: Extract<Type, { kind: 'tuple' }>, value: readonly Json[]): Source {
  const values = type.items.map((item, index) => value[index] ?? sample(types.api, item));
  const go = types.of(type).text;
  if (go.toString().startsWith('['))
    return elements(
      go,
      type.items.map((item, index) => valueSource(types, item, values[index] ?? null)),
    );
  return elements(
    go,
    type.items.map((item, index) =>
      keyed(identifier(`Item${index}`), memberSource(types, item, true, values[index] ?? null)),
    ),
  );
}

function reference(types: Types, type: Extract<Type, { kind: 'reference' }>, value: Json, isElement: boolean): Source {
  const declaration = declarationOf(types.api, type.id);
  switch (declaration.kind) {
    case 'object':
      return object(types, declaration, asObject(value), isElement);
    case 'enum':
      return bare(constant(types, declaration, value));
    case 'union':
      return union(types, declaration, value);
    case 'alias':
      return valueSource(types, declaration.target, value);
    default:
      return unreachable(declaration);
  }
}

function object(
  types: Types,
  declaration: ObjectDeclaration,
  value: { readonly [key: string]: Json },
  isElement: boolean,
): Source {
  const fields = types.names.fields(declaration).named;
  return elements(
    // The list's own type says what its elements are.
    isElement ? code`` : types.own(types.names.type(declaration.id)),
    declaration.properties.flatMap((property) => {
      const given = value[property.name.wire];
      if (given === undefined || (property.access !== 'both' && declaration.usage.request)) return [];
      return keyed(
        identifier(fields.get(property.name.wire) ?? ''),
        memberSource(types, property.type, property.required, given),
      );
    }),
  );
}

function constant(types: Types, declaration: EnumDeclaration, value: Json): Lexeme {
  const member = declaration.members.find((one) => one.value === value);
  if (member) return types.own(types.names.constant(member));
  return code`${types.own(types.names.type(declaration.id))}(${json(value)})`;
}

/** The variant that the value is one of; none where the document gives no such value. */
function union(types: Types, declaration: UnionDeclaration, value: Json): Source {
  const index = declaration.variants.findIndex(({ type }) => fits(types.api, type, value));
  const variant = declaration.variants[index];
  const name = types.own(types.names.type(declaration.id));
  if (!variant) return elements(name, []);
  const field = types.names.variants(declaration).fields[index] ?? '';
  const inner = typed(types, variant.type, value);
  return elements(name, [
    keyed(identifier(field), { text: code`${types.own('Ptr')}(${inner.text})`, imports: inner.imports }),
  ]);
}

function keyed(key: Lexeme, { text, imports }: Source): Source {
  return { text: code`${key}: ${text}`, imports };
}

/** A composite literal. Short ones stand on one line, others have a line for each element. */
function elements(type: Lexeme, items: readonly Source[]): Source {
  const width = items.reduce((sum, { text }) => sum + text.width + 2, type.width);
  const imports = items.flatMap((item) => item.imports);
  const texts = items.map(({ text }) => text);
  if (width <= 90 || items.length === 0) return { text: code`${type}{${Lexeme.join(texts, ', ')}}`, imports };
  return { text: code`${type}{\n${Lexeme.join(texts, ',\n')},\n}`, imports };
}

/** A JSON value as a Go constant, or as an untyped composite below `any`. */
function json(value: Json): Lexeme {
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value === 'number') return numberLiteral(value);
  if (value === null) return code`nil`;
  if (typeof value === 'boolean') return value ? code`true` : code`false`;
  if (Array.isArray(value))
    return elements(
      code`[]any`,
      value.map((item: Json) => bare(json(item))),
    ).text;
  return elements(
    code`map[string]any`,
    Object.entries(asObject(value)).map(([key, item]) => keyed(stringLiteral(key), bare(json(item)))),
  ).text;
}

function asList(value: Json): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function asObject(value: Json): { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
}
