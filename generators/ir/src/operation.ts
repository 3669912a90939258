import type { Server } from './api.ts';
import type { Docs, Usage } from './declaration.ts';
import type { Json } from './json.ts';
import type { Name } from './name.ts';
import type { Type } from './type.ts';

export type Method = 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE' | 'OPTIONS' | 'TRACE';

export interface Operation {
  /** Unique over the API; the operation's id where it has one. */
  readonly name: Name;
  /** Set on each further way to call the same operation: with another body, or for another answer. */
  readonly alternative: Alternative | null;
  readonly method: Method;
  readonly path: readonly PathPart[];
  /** The path as the document writes it, for docs, logs and traces. */
  readonly template: string;
  readonly tag: Name | null;
  /** Where this operation alone is reached; null for the API's own. A base URL the user gives goes before it. */
  readonly server: Server | null;
  readonly parameters: readonly Parameter[];
  readonly body: Body | null;
  /** What a caller passes, flattened: parameters, then the members of an object body. Required first, document order within. */
  readonly arguments: readonly Argument[];
  /** Members of the body the SDK sets itself, such as the flag that asks for a stream. */
  readonly fixed: readonly FixedMember[];
  /** What the Accept header says. */
  readonly accept: string;
  readonly success: Success;
  readonly errors: readonly ErrorResponse[];
  readonly shape: Shape;
  readonly retry: Retry;
  readonly effect: Effect;
  /** Whether packed lists of floats may be in its JSON body, and in what it answers with. */
  readonly packs: Usage;
  /** The header the runtime fills with one key per request it means to succeed, whether or not it may retry. */
  readonly idempotencyHeader: string | null;
  /** Which read timeout of the runtime contract applies. */
  readonly timeout: 'query' | 'write' | 'stream';
  /** Alternatives, each a combination of scheme ids; an empty combination means "no credentials". */
  readonly security: readonly (readonly string[])[];
  readonly docs: Docs;
  readonly pointer: string;
}

/** What tells an alternative from the operation it belongs to. */
export interface Alternative {
  /** The operation's own name. */
  readonly of: Name;
  /** The body's media type where that is the difference. */
  readonly contentType: string | null;
  /** The answer's media type where that is the difference. */
  readonly accept: string | null;
}

export interface FixedMember {
  readonly wire: string;
  readonly value: Json;
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

/** How a body travels, up or down. `merge-patch` is JSON in which absent, null and value are three things. */
export type Encoding =
  | 'json'
  | 'merge-patch'
  | 'form'
  | 'multipart'
  | 'text'
  | 'binary'
  | 'xml'
  | 'ndjson'
  /** RFC 7464: a record separator before every text. */
  | 'json-seq'
  /** Server-sent events; answers only. */
  | 'events';

export interface Body {
  readonly mediaType: string;
  readonly encoding: Exclude<Encoding, 'events'>;
  /** For `ndjson` and `json-seq` the type of one item: callers pass any number of them. `text` is a string, `binary` octets. */
  readonly type: Type;
  readonly required: boolean;
  /** True when the members of the object body are arguments of their own: JSON, form, multipart and XML bodies. */
  readonly flattened: boolean;
  /** For `form` and `multipart`: how each named member travels; members not named follow the defaults of their value. */
  readonly parts: readonly Part[];
  /** The server takes it gzipped (`x-request-encodings`): large ones are. */
  readonly gzip: boolean;
  readonly docs: Docs;
}

/** One member of a form or multipart body. */
export interface Part {
  readonly wire: string;
  /**
   * `file`: octets with a file name and type. `text`: as a parameter would be. `json`: a document of its own. `value`: whichever of
   * these its value is, in a union of several.
   */
  readonly content: 'file' | 'text' | 'json' | 'xml' | 'value';
  /** A list sent as one part (or pair) for each item. */
  readonly repeated: boolean;
  /** As the document's `encoding` says, or the default of its content; for files the first of the types allowed. */
  readonly contentType: string;
  /** Form bodies: how a list or object is laid out in pairs. */
  readonly style: 'form' | 'spaceDelimited' | 'pipeDelimited' | 'deepObject';
  readonly explode: boolean;
  readonly allowReserved: boolean;
  /** Headers of the part; multipart only. The caller gives them with the file. */
  readonly headers: readonly Header[];
}

/** A header of an answer or a part. Always `simple` style. */
export interface Header {
  readonly name: Name;
  readonly type: Type;
  readonly required: boolean;
  readonly explode: boolean;
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
  /** The lowest declared. */
  readonly status: number;
  /**
   * What a call gives: null when nothing comes back; nullable when some status has no content; where statuses answer with
   * different types, a union of one variant for each. For streams the type of one item: an event's data, a line.
   */
  readonly type: Type | null;
  readonly mediaType: string | null;
  readonly encoding: Encoding | null;
  readonly description: string;
  /** By status; the exact one goes before its range, that before `default`. Never empty. */
  readonly responses: readonly Response[];
}

/** A status, a range such as 5XX, or default. */
export type Status = number | `${number}XX` | 'default';

export interface Response {
  readonly status: Status;
  readonly mediaType: string | null;
  readonly encoding: Encoding | null;
  /** Null when it has no content. */
  readonly type: Type | null;
  /** Which variant of the success union this type is; null when there is no union. */
  readonly variant: number | null;
  readonly headers: readonly Header[];
  readonly description: string;
}

export interface ErrorResponse {
  readonly status: Status;
  /** Null when it has no content. Its encoding is JSON, text or XML; others are kept as octets. */
  readonly type: Type | null;
  readonly encoding: Encoding | null;
  readonly headers: readonly Header[];
  readonly description: string;
}

/** How a call goes, beyond one request and one response. */
export type Shape = { readonly kind: 'call' } | Paged | ServerSentEvents | Lines | Bulk;

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
  /** Whether an event's data is a JSON text or just text. */
  readonly data: 'json' | 'text';
  /** Data that says the stream is complete; it is no event. */
  readonly sentinel: string | null;
  /** Event names that pick a variant of the success union; null when events are told apart by their data, or not at all. */
  readonly byEvent: readonly (readonly [event: string, variant: number])[] | null;
  /** The same feed by WebSocket (`x-websocket`); null when the document offers none. */
  readonly websocket: WebSocketFeed | null;
}

export interface WebSocketFeed {
  /** The method's: `subscribe`, and the operation's name behind it where a document has several feeds. */
  readonly name: Name;
  readonly path: string;
  /** Seconds between two signs of life; null where the document does not say. */
  readonly heartbeat: number | null;
  /** What goes into the first message where headers cannot be set: each header, and the member that stands for it. */
  readonly members: readonly (readonly [header: string, member: string])[];
}

/** One JSON text after another, read as they come. The item is the success type. */
export interface Lines {
  readonly kind: 'lines';
  readonly framing: 'ndjson' | 'json-seq';
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
  /** The member of a result that is set when its item failed; null when only whole requests are known to fail. */
  readonly error: string | null;
  readonly sum: readonly string[];
}

/** `always`: safe or idempotent. `keyed`: only because of the idempotency key. `never`: sent once. */
export interface Retry {
  readonly kind: 'always' | 'keyed' | 'never';
}

/** What a call does to what is stored: looks at it, adds to or changes it, takes of it away. */
export interface Effect {
  readonly kind: 'reads' | 'writes' | 'destroys';
  /** A second call with the same arguments changes nothing more. */
  readonly idempotent: boolean;
}
