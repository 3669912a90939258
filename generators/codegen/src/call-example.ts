import {
  type Api,
  type Argument,
  declarationOf,
  type Json,
  type ObjectDeclaration,
  type Operation,
  type Property,
  type Type,
} from '@sdkgen/ir';
import { sample } from './sample.ts';

/** What the example of an operation shows, in whatever language: what it is given, and what of its answer is worth a look. */
export interface CallExample {
  /** Arguments, the list of a bulk operation aside: what must be given, or one that tells what can be. */
  readonly given: readonly { readonly argument: Argument; readonly value: Json }[];
  /** One item of a bulk operation's list; null where it is none. */
  readonly item: { readonly type: Type; readonly value: Json } | null;
  /** Whether the result is the envelope of a list, over which it iterates. */
  readonly isList: boolean;
  /** The first required text of what comes, of an item where there are items; null where there is none. */
  readonly shown: { readonly of: ObjectDeclaration; readonly wire: string } | null;
}

const known = new WeakMap<Operation, CallExample>();

/** Made once per operation, however many languages and clients print it. */
export function callExample(api: Api, operation: Operation): CallExample {
  const found = known.get(operation) ?? made(api, operation);
  known.set(operation, found);
  return found;
}

function made(api: Api, operation: Operation): CallExample {
  const { shape } = operation;
  const given = argumentsOf(operation).map((argument) => ({
    argument,
    value: sample(api, argument.type, argument.docs.examples),
  }));
  const list = shape.kind === 'call' ? listOf(objectOf(api, operation.success.type)) : null;
  const coming = shape.kind === 'paged' ? shape.item : list ? itemOf(list.type) : operation.success.type;
  const item = shape.kind === 'bulk' ? { type: shape.item, value: sample(api, shape.item) } : null;
  return { given, item, isList: list !== null, shown: shownOf(api, objectOf(api, coming)) };
}

/** What must be given; where that is nothing, the first argument the document has an example of. Never a cursor. */
function argumentsOf({ arguments: all, shape }: Operation): readonly Argument[] {
  const own = all.filter(({ at }) => !(shape.kind === 'bulk' && at.in === 'member' && at.wire === shape.items));
  const required = own.filter((argument) => argument.required);
  if (required.length > 0) return required;
  const isTelling = ({ name, docs, default: given }: Argument) =>
    docs.examples.length > 0 &&
    !docs.deprecated &&
    given === undefined &&
    !(shape.kind === 'paged' && name.wire === shape.cursor);
  return own.filter(isTelling).slice(0, 1);
}

function listOf(declaration: ObjectDeclaration | null): Property | null {
  const list = declaration?.properties.find(({ name }) => name.wire === declaration.items);
  return list?.required && list.type.kind === 'list' ? list : null;
}

const itemOf = (type: Type): Type | null => (type.kind === 'list' ? type.items : null);

function shownOf(api: Api, of: ObjectDeclaration | null): CallExample['shown'] {
  const text = of?.properties.find(({ type, required, access }) => required && access !== 'write' && isText(api, type));
  return of && text ? { of, wire: text.name.wire } : null;
}

function isText(api: Api, type: Type): boolean {
  const plain = behindAliases(api, type);
  return plain?.kind === 'primitive' && plain.primitive === 'string';
}

function objectOf(api: Api, type: Type | null): ObjectDeclaration | null {
  const plain = type && behindAliases(api, type);
  const declaration = plain?.kind === 'reference' ? declarationOf(api, plain.id) : null;
  return declaration?.kind === 'object' ? declaration : null;
}

/** Null for an alias that ends nowhere but in itself. */
function behindAliases(api: Api, type: Type, seen: readonly string[] = []): Type | null {
  if (type.kind !== 'reference') return type;
  const declaration = declarationOf(api, type.id);
  if (declaration.kind !== 'alias') return type;
  return seen.includes(type.id) ? null : behindAliases(api, declaration.target, [...seen, type.id]);
}
