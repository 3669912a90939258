import type { Declaration, Docs } from './declaration.ts';
import type { Name } from './name.ts';
import type { Operation } from './operation.ts';
import type { DeclarationId } from './type.ts';

/** Everything a target may know of a document: no `$ref`, no `allOf`, no OpenAPI version survives in it. */
export interface Api {
  readonly title: Name;
  readonly version: string;
  readonly description: string;
  /** The first server's URL; null when the document names none. */
  readonly serverUrl: string | null;
  readonly tags: readonly Tag[];
  /** In document order of operations. */
  readonly operations: readonly Operation[];
  /** By id, iterated in order of names so that unrelated edits do not move others. */
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** What a client is configured with: credentials and headers sent with every call. */
  readonly credentials: readonly Credential[];
  readonly clientHeaders: readonly ClientHeader[];
}

export interface Tag {
  readonly name: Name;
  readonly docs: Docs;
}

export type Credential =
  | {
      readonly kind: 'api-key';
      readonly scheme: string;
      readonly name: Name;
      readonly in: 'header' | 'query' | 'cookie';
      readonly wire: string;
      readonly description: string;
    }
  | { readonly kind: 'bearer'; readonly scheme: string; readonly name: Name; readonly description: string }
  | { readonly kind: 'basic'; readonly scheme: string; readonly name: Name; readonly description: string };

/** A header parameter the document marks `x-client`: set once on the client. */
export interface ClientHeader {
  readonly name: Name;
  readonly docs: Docs;
}

/** Looks up what a reference names. A missing one is a bug of the document stage, not of the user. */
export function declarationOf(api: Api, id: DeclarationId): Declaration {
  const found = api.declarations.get(id);
  if (!found) throw new Error(`no declaration ${id}`);
  return found;
}
