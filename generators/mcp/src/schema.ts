import {
  type Api,
  type Bounds,
  type Declaration,
  type DeclarationId,
  type Docs,
  declarationOf,
  type Json,
  type ObjectDeclaration,
  type Primitive,
  type Type,
  unreachable,
} from '@sdkgen/ir';
import { isVector } from './vectors.ts';

export type Schema = { readonly [keyword: string]: Json };

export interface Member {
  readonly name: string;
  readonly required: boolean;
  readonly schema: Schema;
}

/** What is known of a member besides its type. `depth` counts the objects it stands in. */
export interface Said {
  readonly docs: Docs;
  readonly value: Json | undefined;
  readonly depth: number;
}

/** How one direction writes what both have. Agents read what they pass closely; of results they see the result itself. */
export interface Manner {
  vector(plain: Schema): Schema;
  primitive(type: string): Schema;
  bounds(bounds: Bounds): Schema;
  enumeration(type: string, values: readonly (string | number)[]): Schema;
  member(name: string, schema: Schema, said: Said): Schema;
  object(members: readonly Member[], depth: number): Schema;
  /** Which members of an object are not there in this direction. */
  readonly hides: 'read' | 'write';
  /** How many objects inside each other are spelled out; those below are just objects. */
  readonly depth: number;
}

/** JSON Schema 2020-12 of types, without `$ref`: every tool's schema stands alone, and clients resolve none reliably. */
export class Schemas {
  readonly #api: Api;
  readonly #manner: Manner;

  constructor(api: Api, manner: Manner) {
    this.#api = api;
    this.#manner = manner;
  }

  of(type: Type, within: readonly DeclarationId[] = []): Schema {
    const plain = this.#plain(type, within);
    return isVector(this.#api, type) ? this.#manner.vector(plain) : plain;
  }

  #plain(type: Type, within: readonly DeclarationId[]): Schema {
    switch (type.kind) {
      case 'primitive': {
        const name = JSON_TYPES[type.primitive];
        if (name === null) return {};
        return { ...this.#manner.primitive(name), ...this.#manner.bounds(type.bounds) };
      }
      case 'list':
        return { type: 'array', ...itemsOf(this.of(type.items, within)), ...this.#manner.bounds(type.bounds) };
      case 'map':
        return { type: 'object' };
      case 'tuple':
        return this.#tuple(type.items, type.rest, within);
      case 'nullable':
        return nullable(this.of(type.inner, within));
      case 'literal':
        return { const: type.value };
      case 'reference':
        // What contains itself is any value from the second time on.
        if (within.includes(type.id)) return {};
        return this.#declared(declarationOf(this.#api, type.id), [...within, type.id]);
      default:
        return unreachable(type);
    }
  }

  /** `prefixItems` is not understood everywhere; positions mostly hold the same. */
  #tuple(items: readonly Type[], rest: Type | null, within: readonly DeclarationId[]): Schema {
    const [first] = items;
    return {
      type: 'array',
      ...(first && itemsOf(this.of(first, within))),
      ...this.#manner.bounds({ minItems: items.length, ...(rest === null && { maxItems: items.length }) }),
    };
  }

  #declared(declaration: Declaration, within: readonly DeclarationId[]): Schema {
    switch (declaration.kind) {
      case 'object':
        return this.#object(declaration, within);
      case 'enum': {
        if (declaration.open) return { type: declaration.value };
        const values = declaration.members.map(({ value }) => value);
        return this.#manner.enumeration(declaration.value, values);
      }
      case 'union':
        return { anyOf: declaration.variants.map(({ type }) => this.of(type, within)) };
      case 'alias':
        return this.of(declaration.target, within);
      default:
        return unreachable(declaration);
    }
  }

  #object(declaration: ObjectDeclaration, within: readonly DeclarationId[]): Schema {
    const manner = this.#manner;
    const objects = within.filter((id) => declarationOf(this.#api, id).kind === 'object').length;
    if (objects > manner.depth) return { type: 'object' };
    const members = declaration.properties.filter(({ access }) => access !== manner.hides);
    return manner.object(
      members.map(({ name, type, required, docs, default: value }) => ({
        name: name.wire,
        required,
        schema: manner.member(name.wire, this.of(type, within), { docs, value, depth: objects }),
      })),
      objects,
    );
  }
}

export function objectSchema(members: readonly Member[]): Schema {
  const required = members.filter((member) => member.required).map(({ name }) => name);
  return {
    type: 'object',
    ...(members.length > 0 && { properties: Object.fromEntries(members.map(({ name, schema }) => [name, schema])) }),
    ...(required.length > 0 && { required }),
  };
}

const itemsOf = (items: Schema): Schema => (Object.keys(items).length > 0 ? { items } : {});

function nullable(schema: Schema): Schema {
  if (typeof schema.type === 'string') return { ...schema, type: [schema.type, 'null'] };
  return Object.keys(schema).length === 0 ? schema : { anyOf: [schema, { type: 'null' }] };
}

const JSON_TYPES: Readonly<Record<Primitive, string | null>> = {
  string: 'string',
  boolean: 'boolean',
  int32: 'integer',
  int64: 'integer',
  uint64: 'integer',
  integer: 'integer',
  'int64-string': 'string',
  float32: 'number',
  float64: 'number',
  decimal: 'number',
  'decimal-string': 'string',
  'date-time': 'string',
  'http-date': 'string',
  'unix-time': 'number',
  date: 'string',
  time: 'string',
  duration: 'string',
  uuid: 'string',
  url: 'string',
  base64: 'string',
  base64url: 'string',
  binary: 'string',
  json: null,
};
