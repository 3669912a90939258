import { camel } from '@sdkgen/codegen';
import {
  type Api,
  type Declaration,
  type DeclarationId,
  type Diagnostic,
  declarationOf,
  type Name,
  Refused,
  type Type,
} from '@sdkgen/ir';
import { isVector } from './vectors.ts';

/** How a member is called in the Node SDK, and what it is where that matters: a vector, or another shape. */
export type ShapeMember = { readonly as: string; readonly is?: string };
export type Shape = { readonly [wire: string]: ShapeMember };

/** Shapes of everything reached from arguments and results: between the names of the document and those of the SDK. */
export class Shapes {
  readonly #api: Api;
  readonly #found = new Map<DeclarationId, readonly [name: string, shape: Shape]>();

  constructor(api: Api) {
    this.#api = api;
  }

  /** By name, sorted. */
  get all(): readonly (readonly [name: string, shape: Shape])[] {
    return [...this.#found.values()].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  member(name: Name, type: Type): ShapeMember {
    const is = this.nameOf(type);
    return { as: camel(name), ...(is !== null && { is }) };
  }

  /** `vector`, the name of a shape, or null where values are what they are. */
  nameOf(type: Type): string | null {
    if (isVector(this.#api, type)) return 'vector';
    switch (type.kind) {
      case 'list':
        return this.nameOf(type.items);
      case 'nullable':
        return this.nameOf(type.inner);
      case 'reference':
        return this.#ofDeclaration(declarationOf(this.#api, type.id));
      case 'map':
      case 'tuple':
      case 'primitive':
      case 'literal':
        return null;
    }
  }

  #ofDeclaration(declaration: Declaration): string | null {
    switch (declaration.kind) {
      case 'alias':
        return this.nameOf(declaration.target);
      case 'enum':
        return null;
      case 'union':
        throw new Refused([unionRefused(declaration.id)]);
      case 'object': {
        const known = this.#found.get(declaration.id);
        if (known) return known[0];
        const shape: Record<string, ShapeMember> = {};
        this.#found.set(declaration.id, [declaration.name.wire, shape]);
        for (const { name, type } of declaration.properties) shape[name.wire] = this.member(name, type);
        return declaration.name.wire;
      }
    }
  }
}

function unionRefused(pointer: string): Diagnostic {
  return {
    code: 'unsupported-union',
    pointer,
    message: 'a tool cannot tell the variants of a union apart',
    hint: 'Render SDKs of this document; its tools need plain objects.',
  };
}
