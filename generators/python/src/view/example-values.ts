import { code, fits, type Lexeme, sample } from '@sdkgen/codegen';
import {
  type Declaration,
  declarationOf,
  type Json,
  type ObjectDeclaration,
  type Primitive,
  type Type,
  type UnionDeclaration,
  unreachable,
} from '@sdkgen/ir';
import type { Imports } from '../imports.ts';
import { bytesLiteral, identifier, numberLiteral, scalarLiteral, stringLiteral } from '../literals.ts';
import { constantOf } from '../presence.ts';
import { atom, call, dict, type Literal, list, tuple } from './example-layout.ts';
import type { Source } from './module.ts';

/** What an example is made for: whose names, and what it has to import. */
export interface ExampleContext {
  readonly source: Source;
  readonly imports: Imports;
}

/** What an argument admits beside the type itself: text for times, dictionaries for objects. Members of models admit less. */
type Place = 'argument' | 'member';

/** A JSON value as callers write it. */
export function literalOf(context: ExampleContext, type: Type, value: Json, place: Place = 'argument'): Literal {
  const inner = (one: Type, json: Json) => literalOf(context, one, json, place);
  switch (type.kind) {
    case 'primitive':
      return primitive(context, type.primitive, value, place);
    case 'list':
      return list(listOf(value).map((item) => inner(type.items, item)));
    case 'map':
      return dict(Object.entries(membersOf(value)).map(([key, one]) => [stringLiteral(key), inner(type.values, one)]));
    case 'tuple':
      return tupleOf(context, type, listOf(value), place);
    case 'nullable':
      return value === null ? anything(null) : inner(type.inner, value);
    case 'literal':
      return anything(type.value);
    case 'reference':
      return declared(context, declarationOf(context.source.api, type.id), value, place);
    default:
      return unreachable(type);
  }
}

function primitive({ imports }: ExampleContext, kind: Primitive, value: Json, place: Place): Literal {
  const isText = place === 'argument' && kind !== 'unix-time';
  switch (kind) {
    case 'binary':
    case 'base64':
    case 'base64url':
      return atom(bytesLiteral('data'));
    case 'decimal':
    case 'decimal-string':
      if (place === 'argument' && /^-?\d+$/.test(String(value))) return atom(numberLiteral(Number(value)));
      return atom(code`${identifier(imports.from('decimal', 'Decimal'))}(${stringLiteral(String(value))})`);
    case 'int64-string':
      return atom(numberLiteral(Number(value)));
    case 'uuid':
      return isText ? anything(value) : atom(code`${identifier(imports.from('uuid', 'UUID'))}(${anyText(value)})`);
    case 'date-time':
    case 'http-date':
    case 'unix-time':
      return isText ? anything(value) : atom(moment(imports, value));
    case 'date':
      return isText ? anything(value) : atom(code`${module(imports)}.date.fromisoformat(${anyText(value)})`);
    default:
      return anything(value);
  }
}

const anyText = (value: Json): Lexeme => stringLiteral(String(value));
const module = (imports: Imports): Lexeme => identifier(imports.module('datetime', 'dt'));

/** As a program would make it: by its numbers. */
function moment(imports: Imports, value: Json): Lexeme {
  const given = new Date(typeof value === 'number' ? value * 1000 : String(value));
  const date = Number.isNaN(given.getTime()) ? new Date('2025-01-01T00:00:00Z') : given;
  const parts = [
    date.getUTCFullYear(),
    date.getUTCMonth() + 1,
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
  ];
  const dt = module(imports);
  const numbers = parts.map((part) => code`${numberLiteral(part)}, `).reduce((text, part) => code`${text}${part}`);
  return code`${dt}.datetime(${numbers}tzinfo=${dt}.timezone.utc)`;
}

function anything(value: Json): Literal {
  if (value === null || typeof value !== 'object') return atom(scalarLiteral(value));
  if (Array.isArray(value)) return list(value.map(anything));
  return dict(Object.entries(value).map(([key, one]) => [stringLiteral(key), anything(one)]));
}

/** One of fixed length is a tuple; one that goes on is any sequence. */
function tupleOf(
  context: ExampleContext,
  { items, rest }: Extract<Type, { kind: 'tuple' }>,
  value: readonly Json[],
  place: Place,
): Literal {
  const { api } = context.source;
  const fixed = items.map((item, at) => literalOf(context, item, value[at] ?? sample(api, item), place));
  if (!rest) return tuple(fixed);
  return list([...fixed, ...value.slice(items.length).map((one) => literalOf(context, rest, one, place))]);
}

function declared(context: ExampleContext, declaration: Declaration, value: Json, place: Place): Literal {
  switch (declaration.kind) {
    case 'object':
      return place === 'argument' ? typedDict(context, declaration, value) : model(context, declaration, value);
    case 'enum':
      return anything(value);
    case 'alias':
      return literalOf(context, declaration.target, value, place);
    case 'union':
      return union(context, declaration, value, place);
    default:
      return unreachable(declaration);
  }
}

/** A dictionary of wire names, where it can be of one type only; what only comes is not among them. */
function typedDict(context: ExampleContext, { properties }: ObjectDeclaration, value: Json): Literal {
  const given = membersOf(value);
  return dict(
    properties.flatMap(({ name, type, access }) => {
      const one = given[name.wire];
      if (one === undefined || access === 'read' || constantOf(type) !== null) return [];
      return [[stringLiteral(name.wire), literalOf(context, type, one)] as const];
    }),
  );
}

function model(context: ExampleContext, { id, properties }: ObjectDeclaration, value: Json): Literal {
  const { py, names } = context.source;
  const own = py.types.get(id);
  const given = membersOf(value);
  const models = identifier(context.imports.from(names.module, 'models'));
  return call(
    code`${models}.${identifier(own?.type ?? '')}`,
    properties.flatMap(({ name, type, access }) => {
      const one = given[name.wire];
      if (one === undefined || access === 'read' || constantOf(type) !== null) return [];
      return [[identifier(own?.members.get(name.wire) ?? ''), literalOf(context, type, one, 'member')] as const];
    }),
  );
}

/** Where several kinds of objects could be meant, the model says which. */
function union(context: ExampleContext, { variants }: UnionDeclaration, value: Json, place: Place): Literal {
  const { api } = context.source;
  const chosen = variants.find(({ type }) => fits(api, type, value));
  if (!chosen) return anything(value);
  const objects = variants.filter(({ type }) => isObject(context, type));
  return literalOf(context, chosen.type, value, objects.length > 1 ? 'member' : place);
}

function isObject({ source }: ExampleContext, type: Type): boolean {
  if (type.kind === 'map') return true;
  if (type.kind !== 'reference') return false;
  const { kind } = declarationOf(source.api, type.id);
  return kind === 'object' || kind === 'union' || kind === 'alias';
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

const membersOf = (value: Json): { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
