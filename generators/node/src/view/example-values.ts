import { code, fits, type Lexeme, sample } from '@sdkgen/codegen';
import {
  type Declaration,
  declarationOf,
  type Json,
  type ObjectDeclaration,
  type Type,
  type UnionDeclaration,
  unreachable,
} from '@sdkgen/ir';
import { propertyKey, scalar, string } from '../literals.ts';
import type { Context } from './context.ts';
import type { Literal, Member } from './example-layout.ts';
import { tagName } from './models.ts';

const atom = (text: Lexeme): Literal => ({ kind: 'atom', text });

/** A JSON value as callers write it: members under their public names, in the types an argument takes. */
export function literalOf(context: Context, type: Type, value: Json): Literal {
  switch (type.kind) {
    case 'primitive':
      return primitive(type.primitive, value);
    case 'list':
      return { kind: 'list', items: listOf(value).map((item) => literalOf(context, type.items, item)) };
    case 'map':
      return {
        kind: 'object',
        members: Object.entries(membersOf(value)).map(([key, one]) => [
          propertyKey(key),
          literalOf(context, type.values, one),
        ]),
      };
    case 'tuple':
      return { kind: 'list', items: tupleItems(context, type, listOf(value)) };
    case 'nullable':
      return value === null ? atom(scalar(null)) : literalOf(context, type.inner, value);
    case 'literal':
      return atom(scalar(type.value));
    case 'reference':
      return declared(context, declarationOf(context.api, type.id), value);
    default:
      return unreachable(type);
  }
}

export const objectOf = (members: readonly Member[]): Literal => ({ kind: 'object', members });

/** Octets are made of text, which reads better than numbers. */
function primitive(kind: string, value: Json): Literal {
  if (kind === 'binary') return atom(code`new Blob([${string('data')}])`);
  if (kind === 'base64' || kind === 'base64url') return atom(code`new TextEncoder().encode(${string('data')})`);
  return anything(value);
}

function anything(value: Json): Literal {
  if (value === null || typeof value !== 'object') return atom(scalar(value));
  if (Array.isArray(value)) return { kind: 'list', items: value.map(anything) };
  return objectOf(Object.entries(value).map(([key, one]): Member => [propertyKey(key), anything(one)]));
}

function tupleItems(
  context: Context,
  { items, rest }: Extract<Type, { kind: 'tuple' }>,
  value: readonly Json[],
): Literal[] {
  const fixed = items.map((item, at) => literalOf(context, item, value[at] ?? sample(context.api, item)));
  return rest ? [...fixed, ...value.slice(items.length).map((one) => literalOf(context, rest, one))] : fixed;
}

function declared(context: Context, declaration: Declaration, value: Json): Literal {
  switch (declaration.kind) {
    case 'object':
      return object(context, declaration, membersOf(value));
    case 'enum':
      return anything(value);
    case 'alias':
      return literalOf(context, declaration.target, value);
    case 'union': {
      const at = declaration.variants.findIndex(({ type }) => fits(context.api, type, value));
      const { type } = declaration.variants[at] ?? {};
      return type ? tagged(context, declaration, at, type, literalOf(context, type, value)) : anything(value);
    }
    default:
      return unreachable(declaration);
  }
}

/** A union's type wants its tag, also of a variant that does not declare it. */
function tagged(context: Context, { match }: UnionDeclaration, at: number, type: Type, literal: Literal): Literal {
  if (match.kind !== 'tag' || literal.kind !== 'object') return literal;
  const [tag] = match.tags.find(([, variant]) => variant === at) ?? [];
  const key = propertyKey(tagName(context, type, match.property));
  if (tag === undefined || literal.members.some(([own]) => `${own}` === `${key}`)) return literal;
  return objectOf([...literal.members, [key, atom(string(tag))]]);
}

/** What only comes cannot be given, and what the type does not know would be refused in an object written out. */
function object(context: Context, declaration: ObjectDeclaration, value: { readonly [key: string]: Json }): Literal {
  const names = context.named.members(declaration);
  const { properties, additional } = declaration;
  return objectOf(
    Object.entries(value).flatMap(([wire, one]): Member[] => {
      const known = properties.find(({ name }) => name.wire === wire);
      if (known) {
        const key = propertyKey(names.get(wire) ?? wire);
        return known.access === 'read' ? [] : [[key, literalOf(context, known.type, one)]];
      }
      return additional ? [[propertyKey(wire), literalOf(context, additional, one)]] : [];
    }),
  );
}

const listOf = (value: Json): readonly Json[] => (Array.isArray(value) ? value : []);

const membersOf = (value: Json): { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as { readonly [key: string]: Json })
    : {};
