import type { Declaration, Docs } from './declaration.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Name } from './name.ts';
import type { Operation } from './operation.ts';
import type { DeclarationId, Type } from './type.ts';

/** Everything a target may know of a document: no `$ref`, no `allOf`, no OpenAPI version survives in it. */
export interface Api {
  readonly title: Name;
  readonly version: string;
  readonly description: string;
  /** The first server's URL, its variables at their defaults; null when the document names none. */
  readonly serverUrl: string | null;
  /** Every server of the document's top level, in its order. */
  readonly servers: readonly Server[];
  readonly tags: readonly Tag[];
  /** In document order of operations. */
  readonly operations: readonly Operation[];
  /** By id, iterated in order of names so that unrelated edits do not move others. */
  readonly declarations: ReadonlyMap<DeclarationId, Declaration>;
  /** What a client is configured with: credentials and headers sent with every call. */
  readonly credentials: readonly Credential[];
  readonly clientHeaders: readonly ClientHeader[];
  /** What the API sends to its users: webhooks of the document and callbacks of its operations. */
  readonly webhooks: readonly Webhook[];
  /** Operations left out because the user allowed it (`--allow-partial`); empty otherwise. */
  readonly omitted: readonly Omission[];
}

/** Where an API is reached. */
export interface Server {
  /** From its description, else its place in the list. */
  readonly name: Name;
  /** With `{variable}` where a variable goes. */
  readonly url: string;
  readonly variables: readonly ServerVariable[];
  readonly description: string;
}

export interface ServerVariable {
  readonly name: Name;
  readonly default: string;
  /** The only values it takes; empty when any will do. */
  readonly values: readonly string[];
  readonly description: string;
}

/** A request the API makes to its user. SDKs give its payload a type and a place to check its signature. */
export interface Webhook {
  readonly name: Name;
  /** The operation whose callback it is, and with whose name its own begins; null for a webhook of the document. */
  readonly operation: Name | null;
  /** Null when it carries no JSON: users get its octets. */
  readonly type: Type | null;
  readonly docs: Docs;
  readonly pointer: string;
}

export interface Omission {
  /** `METHOD /path`. */
  readonly operation: string;
  readonly reasons: readonly Diagnostic[];
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
  /** A token of any making; also OpenID Connect, whose discovery document is `openIdUrl`. */
  | {
      readonly kind: 'bearer';
      readonly scheme: string;
      readonly name: Name;
      readonly openIdUrl: string | null;
      readonly description: string;
    }
  | { readonly kind: 'basic'; readonly scheme: string; readonly name: Name; readonly description: string }
  /** Any other scheme of the Authorization header: `<authScheme> <value>`, the value made by the caller. */
  | {
      readonly kind: 'http';
      readonly scheme: string;
      readonly name: Name;
      readonly authScheme: string;
      readonly description: string;
    }
  /** A token, or what a token is fetched with: client credentials, a refresh token. */
  | {
      readonly kind: 'oauth2';
      readonly scheme: string;
      readonly name: Name;
      /** Of the client credentials flow; null when the document has none. */
      readonly tokenUrl: string | null;
      readonly refreshUrl: string | null;
      readonly scopes: readonly string[];
      readonly description: string;
    };

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
