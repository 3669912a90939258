import { Scope, type SdkConfig } from '@sdkgen/codegen';
import {
  type Api,
  type Argument,
  type Declaration,
  type DeclarationId,
  type Name,
  nameOf,
  type Operation,
} from '@sdkgen/ir';
import { argumentsOf, headersOf } from './arguments.ts';
import { pascalCase, snakeCase } from './casing.ts';
import { ARGUMENTS, FIELDS, METHODS, MODULES, TYPES, VARIANTS } from './reserved.ts';

/** Every identifier that comes from the document, settled before anything is rendered. */
export interface Names {
  readonly client: string;
  readonly builder: string;
  type(id: DeclarationId): string;
  module(id: DeclarationId): string;
  /** A member by its wire name: the field and the setter of the same name, and what sets it to null. */
  member(id: DeclarationId, wire: string): { readonly field: string; readonly clear: string };
  /** By position. */
  variant(id: DeclarationId, index: number): string;
  projection(name: string): { readonly type: string; readonly module: string };
  operation(operation: Operation): OperationNames;
}

export interface OperationNames {
  readonly method: string;
  readonly type: string;
  readonly module: string;
  /** The type of the headers its answers declare; null when they declare none. */
  readonly headers: string | null;
  /** The same feed by WebSocket; null where there is none. */
  readonly feed: FeedNames | null;
  argument(argument: Argument): { readonly field: string; readonly clear: string };
  /** What sets two arguments at once. */
  grouping(name: string): string;
}

/** Names with those of feeds in the place of those of the streams they follow as well. */
export function feedNames(names: Names): Names {
  return {
    ...names,
    operation: (operation) => {
      const own = names.operation(operation);
      return { ...own, ...own.feed };
    },
  };
}

export type FeedNames = Pick<OperationNames, 'method' | 'type' | 'module'>;

export function namesOf(api: Api, config: SdkConfig, client: string): Names {
  const types = new TypeScope([client, `${client}Builder`]);
  const modules = new Scope(MODULES);
  const projections = new Map(
    config.projections.map(({ name }) => [
      name,
      { type: types.claim(pascalCase(nameOf(name)), 'Projection'), module: modules.claim(snakeCase(nameOf(name))) },
    ]),
  );
  const declarations = new Map(
    [...api.declarations.values()].map((declaration) => [
      declaration.id,
      {
        type: types.claim(pascalCase(declaration.name), 'Model'),
        module: modules.claim(snakeCase(declaration.name)),
        members: membersOf(declaration),
        variants: variantsOf(declaration),
      },
    ]),
  );
  const methods = new Scope(METHODS);
  const files = new Scope(MODULES);
  const calls = new Map(
    api.operations.map((operation) => [
      operation,
      {
        method: methods.claim(snakeCase(operation.name)),
        type: types.claim(pascalCase(operation.name), 'Call'),
        module: files.claim(snakeCase(operation.name)),
        headers: headersOf(operation).length > 0 ? types.claim(`${pascalCase(operation.name)}Headers`, 'Type') : null,
        ...callNames(operation, config),
      },
    ]),
  );
  // After all operations: none of them loses its own name to a feed.
  const operations = new Map(
    [...calls].map(([operation, call]) => [operation, { ...call, feed: feedOf(operation, { methods, types, files }) }]),
  );
  return {
    client,
    builder: `${client}Builder`,
    type: (id) => found(declarations, id).type,
    module: (id) => found(declarations, id).module,
    member: (id, wire) => found(found(declarations, id).members, wire),
    variant: (id, index) => found(declarations, id).variants[index] ?? missing(index),
    projection: (name) => found(projections, name),
    operation: (operation) => found(operations, operation),
  };
}

function feedOf(
  { shape }: Operation,
  { methods, types, files }: { methods: Scope; types: TypeScope; files: Scope },
): FeedNames | null {
  const name = shape.kind === 'events' ? shape.websocket?.name : null;
  if (!name) return null;
  return {
    method: methods.claim(snakeCase(name)),
    type: types.claim(pascalCase(name), 'Call'),
    module: files.claim(snakeCase(name)),
  };
}

/** One for the whole crate: models and calls are exported side by side. A taken name gets a word, then a number. */
class TypeScope {
  readonly #taken: Set<string>;

  constructor(own: readonly string[]) {
    this.#taken = new Set([...TYPES, ...own]);
  }

  claim(ideal: string, word: string): string {
    const base = /^\d/.test(ideal) ? `N${ideal}` : ideal;
    let name = base;
    for (let rung = 1; this.#taken.has(name); rung++) name = rung === 1 ? `${base}${word}` : `${base}${word}${rung}`;
    this.#taken.add(name);
    return name;
  }
}

interface MemberNames {
  readonly field: string;
  readonly clear: string;
}

function membersOf(declaration: Declaration): Map<string, MemberNames> {
  if (declaration.kind !== 'object') return new Map();
  const names = declaration.properties.map(({ name }) => name);
  const members = claimed(names, new Scope(FIELDS));
  return new Map(names.map((name, index) => [name.wire, members[index] ?? missing(index)]));
}

/** All fields before what clears them: a member never loses its own name to another's. */
function claimed(names: readonly Name[], scope: Scope): MemberNames[] {
  const fields = names.map((name) => scope.claim(snakeCase(name)));
  return fields.map((field) => ({ field, clear: scope.claim(`clear_${field}`) }));
}

function variantsOf(declaration: Declaration): string[] {
  const scope = new Scope(VARIANTS);
  switch (declaration.kind) {
    case 'enum':
      return declaration.members.map(({ name }) => scope.claim(pascalCase(name), ''));
    case 'union':
      return declaration.variants.map(({ name }) => scope.claim(pascalCase(name), ''));
    default:
      return [];
  }
}

function callNames(operation: Operation, config: SdkConfig): Pick<OperationNames, 'argument' | 'grouping'> {
  const isFeed = operation.shape.kind === 'events' && operation.shape.websocket !== null;
  const scope = new Scope(isFeed ? new Set([...ARGUMENTS, 'connect']) : ARGUMENTS);
  const own = argumentsOf(operation);
  const members = claimed(
    own.map(({ name }) => name),
    scope,
  );
  const named = new Map(own.map((argument, index) => [at(argument), members[index] ?? missing(index)]));
  const groupings = new Map(
    config.groupings.map(({ name }) => {
      const single = own.find((argument) => argument.name.wire === name);
      return [name, single ? found(named, at(single)).field : scope.claim(snakeCase(nameOf(name)))];
    }),
  );
  return { argument: (argument) => found(named, at(argument)), grouping: (name) => found(groupings, name) };
}

/** Where an argument goes tells it from all others of its operation. */
const at = ({ at: place, name }: Argument): string => `${place.in} ${place.in === 'member' ? place.wire : name.wire}`;

function found<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  return value === undefined ? missing(key) : value;
}

function missing(key: unknown): never {
  throw new Error(`no name for ${String(key)}`);
}
