import type { Docs } from './declaration.ts';
import type { Json } from './json.ts';
import type { Name } from './name.ts';
import type { Type } from './type.ts';

export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE';

export interface Operation {
  readonly name: Name;
  readonly method: Method;
  readonly path: readonly PathPart[];
  /** The path as the document writes it, for docs, logs and traces. */
  readonly template: string;
  readonly tag: Name | null;
  readonly parameters: readonly Parameter[];
  readonly body: Body | null;
  /** What a caller passes, flattened: parameters, then the members of an object body. Required first, document order within. */
  readonly arguments: readonly Argument[];
  readonly success: Success;
  readonly errors: readonly ErrorResponse[];
  readonly shape: Shape;
  readonly retry: Retry;
  /** The header the runtime fills with one key per request it means to succeed, whether or not it may retry. */
  readonly idempotencyHeader: string | null;
  /** Which read timeout of the runtime contract applies. */
  readonly timeout: 'query' | 'write' | 'stream';
  /** Alternatives, each a combination of scheme ids; an empty combination means "no credentials". */
  readonly security: readonly (readonly string[])[];
  readonly docs: Docs;
  readonly pointer: string;
}

export type PathPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'parameter'; readonly wire: string };

export type Location = 'path' | 'query' | 'header' | 'cookie';
export type Style = 'simple' | 'label' | 'matrix' | 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject' | 'json';

export interface Parameter {
  readonly name: Name;
  readonly in: Location;
  readonly type: Type;
  readonly required: boolean;
  readonly style: Style;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly default: Json | undefined;
  readonly docs: Docs;
  /** Who fills it: the caller per call, the client once, or the runtime (idempotency key, resume cursor). */
  readonly filledBy: 'caller' | 'client' | 'idempotency' | 'resume';
  readonly pointer: string;
}

export interface Body {
  readonly mediaType: string;
  readonly encoding: 'json' | 'merge-patch' | 'form' | 'multipart' | 'text' | 'binary' | 'ndjson' | 'xml';
  readonly type: Type;
  readonly required: boolean;
  /** True when the members of the object body are arguments of their own. */
  readonly flattened: boolean;
  readonly docs: Docs;
}

/** One thing a caller passes, and where on the wire it goes. */
export interface Argument {
  readonly name: Name;
  readonly type: Type;
  readonly required: boolean;
  readonly default: Json | undefined;
  readonly docs: Docs;
  readonly at: Place;
}

export type Place =
  | { readonly in: Location; readonly parameter: Parameter }
  /** A member of the flattened body. */
  | { readonly in: 'member'; readonly wire: string }
  /** The body itself. */
  | { readonly in: 'body' };

export interface Success {
  readonly status: number;
  /** Null when nothing comes back. For streams: the type of one event's data. */
  readonly type: Type | null;
  readonly mediaType: string | null;
  readonly description: string;
}

export interface ErrorResponse {
  /** A status, a range such as 5XX, or default. */
  readonly status: number | `${number}XX` | 'default';
  readonly type: Type | null;
  readonly description: string;
}

/** How a call goes, beyond one request and one response. */
export type Shape = { readonly kind: 'call' } | Paged | ServerSentEvents | Bulk;

/** Pages by cursor, as `x-pagination` declares. Wire names. */
export interface Paged {
  readonly kind: 'paged';
  readonly cursor: string;
  readonly next: string;
  readonly items: string;
  readonly item: Type;
  readonly limit: string | null;
}

export interface ServerSentEvents {
  readonly kind: 'events';
  /** True when a clean end is a cut too: the feed never ends by itself. */
  readonly endless: boolean;
  /** True when it may be resumed with Last-Event-ID (GET). */
  readonly resumable: boolean;
}

/** A list sent in parts over parallel connections, results merged (`x-bulk`). Wire names. */
export interface Bulk {
  readonly kind: 'bulk';
  readonly items: string;
  readonly item: Type;
  readonly maxItems: number;
  /** The largest body of one request; null when the document states none. */
  readonly maxBytes: number | null;
  readonly results: string;
  readonly index: string;
  readonly sum: readonly string[];
}

/** `always`: safe or idempotent. `keyed`: only because of the idempotency key. `never`: sent once. */
export interface Retry {
  readonly kind: 'always' | 'keyed' | 'never';
}
