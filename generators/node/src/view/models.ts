import { argumentDocs, code, type Lexeme } from '@sdkgen/codegen';
import {
  type Declaration,
  declarationOf,
  type EnumDeclaration,
  type ObjectDeclaration,
  type Property,
  type Type,
  type UnionDeclaration,
  unreachable,
} from '@sdkgen/ir';
import { union } from '../layout.ts';
import { doc, identifier, propertyKey, scalar, string, tag } from '../literals.ts';
import type { Direction } from '../names.ts';
import { type Alternatives, joined, typeOf } from '../types.ts';
import { type Context, header } from './context.ts';
import { importsOf, TYPES } from './imports.ts';

/** `models.ts`: the types of what callers pass and get. */
export function modelsView(context: Context) {
  const models = [...context.api.declarations.values()].flatMap((declaration) =>
    context.directions.forms(declaration.id).map((direction) => modelOf(context, declaration, direction)),
  );
  return {
    ...header(context),
    ...importsOf(
      models.flatMap(({ members, lines }) => [...lines, ...members.flatMap((member) => member.lines)]),
      TYPES,
    ),
    isEmpty: models.length === 0,
    models,
  };
}

interface Model {
  readonly doc: readonly Lexeme[];
  /** An alias whole, or the head of an interface. */
  readonly lines: readonly Lexeme[];
  readonly isInterface: boolean;
  readonly members: readonly Member[];
}

export interface Member {
  readonly doc: readonly Lexeme[];
  readonly lines: readonly Lexeme[];
}

function modelOf(context: Context, declaration: Declaration, direction: Direction): Model {
  const name = identifier(context.named.type(declaration.id, direction));
  const alias = (alternatives: Alternatives, more: readonly string[] = []): Model => ({
    doc: doc([...proseOf(declaration, direction, context), ...more, ...deprecation(declaration)]),
    lines: union(code`export type ${name} =`, alternatives, 0),
    isInterface: false,
    members: [],
  });
  switch (declaration.kind) {
    case 'object':
      return {
        doc: doc([...proseOf(declaration, direction, context), ...deprecation(declaration)]),
        lines: [code`export interface ${name}${iteration(context, declaration, direction)} {`],
        isInterface: true,
        members: membersOf(context, declaration, direction),
      };
    case 'enum':
      return alias(enumType(declaration), [meanings(declaration)]);
    case 'union':
      return alias(unionType(context, declaration, direction));
    case 'alias':
      return alias(typeOf(declaration.target, direction, context.named));
    default:
      return unreachable(declaration);
  }
}

function proseOf({ id, name, docs }: Declaration, direction: Direction, { directions }: Context): string[] {
  const text = [docs.summary, docs.description].filter(Boolean);
  const known = text.length > 0 ? text : [`\`${name.wire}\` of the API.`];
  return direction === 'in' && directions.isSplit(id) ? [...known, 'In the form callers may pass it.'] : known;
}

function deprecation({ docs }: Pick<Declaration, 'docs'>): string[] {
  return docs.deprecated ? [tag('deprecated', 'The API means to drop it.')] : [];
}

/** Results iterate over the list they are an envelope of. */
function iteration(context: Context, { items, properties }: ObjectDeclaration, direction: Direction): Lexeme {
  const list = properties.find(({ name }) => name.wire === items)?.type;
  if (direction === 'in' || list?.kind !== 'list') return code``;
  return code` extends Iterable<${joined(typeOf(list.items, 'out', context.named))}>`;
}

function membersOf(context: Context, declaration: ObjectDeclaration, direction: Direction): Member[] {
  const names = context.named.members(declaration);
  const hidden = direction === 'in' ? 'read' : 'write';
  const known = declaration.properties
    .filter(({ access }) => access !== hidden)
    .map((property) => memberOf(context, names.get(property.name.wire) ?? '', property, direction));
  const rest = restOf(context, declaration, direction, known.length === 0);
  return rest ? [...known, rest] : known;
}

/** One member of an object, or one parameter of an operation. */
export function memberOf(
  context: Context,
  name: string,
  { type, required, docs, default: given }: Pick<Property, 'type' | 'required' | 'docs' | 'default'>,
  direction: Direction,
  prefix?: Lexeme,
): Member {
  const types = typeOf(type, direction, context.named, prefix);
  // What can be only one thing need not be said.
  const isAsked = required && !(direction === 'in' && type.kind === 'literal');
  const absent = direction === 'in' && !isAsked ? [code`undefined`] : [];
  const head = code`${direction === 'in' ? code`readonly ` : code``}${propertyKey(name)}${isAsked ? code`` : code`?`}:`;
  const text = argumentDocs({ docs, type, default: given }) || `\`${name}\` of the API.`;
  return {
    doc: doc([text, ...deprecation({ docs })], 2),
    lines: union(head, [...types, ...absent], 2),
  };
}

/** What an object may hold beyond its named members, if it shows any. An index signature must cover those, too. */
function restOf(
  context: Context,
  { additional, properties }: ObjectDeclaration,
  direction: Direction,
  isBare: boolean,
): Member | null {
  const head = code`${direction === 'in' ? code`readonly ` : code``}[key: string]:`;
  if (additional === null) return isBare ? { doc: [], lines: [code`${head} unknown;`] } : null;
  const isJson = additional.kind === 'primitive' && additional.primitive === 'json';
  const types = isJson
    ? [code`unknown`]
    : every(context, [additional, ...properties.map(({ type }) => type)], direction);
  return { doc: doc(['Members beyond these, under their names on the wire.'], 2), lines: union(head, types, 2) };
}

function every(context: Context, types: readonly Type[], direction: Direction): Alternatives {
  const all = types.flatMap((type) => typeOf(type, direction, context.named));
  return [...new Map([...all, code`undefined`].map((one) => [`${one}`, one])).values()];
}

function enumType({ members, open, value }: EnumDeclaration): Alternatives {
  const known = members.map((member) => scalar(member.value));
  const base = value === 'string' ? code`string` : code`number`;
  // `& {}` keeps the known values in editors, which a plain `| string` would swallow.
  if (open) return [...known, code`(${base} & {})`];
  return known.length > 0 ? known : [base];
}

function meanings({ members }: EnumDeclaration): string {
  const told = members.filter(({ description }) => description);
  return told.map(({ value, description }) => `- \`${value}\`: ${description.replaceAll(/\s+/g, ' ')}`).join('\n');
}

function unionType(context: Context, { variants, match }: UnionDeclaration, direction: Direction): Alternatives {
  if (match.kind === 'first-fit') {
    const types = variants.flatMap(({ type }) => typeOf(type, direction, context.named));
    return [...new Map([...types, code`UnknownVariant`].map((one) => [`${one}`, one])).values()];
  }
  const tags = variants.map((variant, at) => {
    const values = match.tags.filter(([, index]) => index === at).map(([value]) => string(value));
    const key = propertyKey(tagName(context, variant.type, match.property));
    const type = joined(typeOf(variant.type, direction, context.named));
    return code`(${type} & { readonly ${key}: ${values.length > 0 ? joined(values) : code`never`} })`;
  });
  const unknownKey = propertyKey(tagName(context, variants[0]?.type, match.property));
  return [...tags, code`(UnknownVariant & { readonly ${unknownKey}?: undefined })`];
}

/** The public name of the member that tells variants apart; its wire name where a variant does not declare it. */
export function tagName(context: Context, type: Type | undefined, wire: string): string {
  const declaration = type?.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  return (declaration?.kind === 'object' ? context.named.members(declaration).get(wire) : undefined) ?? wire;
}
