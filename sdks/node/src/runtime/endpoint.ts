import type { READ_TIMEOUTS } from '../contract.js';
import type { Reader } from './answer.js';
import type { Codec } from './codec.js';
import type { Sender } from './payload.js';
import type { Fetch, Request } from './transport.js';

/** All the runtime knows of one operation; the generator writes one per operation. */
export interface Endpoint<Params, Result, Fields = unknown> {
  /** As the document calls it. */
  readonly name: string;
  readonly method: string;
  /** The path as the document writes it: for messages, never with values in it. */
  readonly template: string;
  /** Where this operation alone is reached, unless the client was given a URL. */
  readonly server?: string;
  readonly path: (params: Params) => string;
  /** `name=value`, percent-encoded. */
  readonly query?: (params: Params) => string[];
  readonly headers?: (params: Params) => Record<string, string | undefined>;
  /** `name=value`, percent-encoded. */
  readonly cookies?: (params: Params) => string[];
  /** The body in its JSON form; undefined when there is none. */
  readonly body?: (params: Params) => unknown;
  /** Members of the body that are always the same. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Runs what writes the body, for clients that want lists of floats in base64. */
  readonly packing?: <T>(write: () => T) => T;
  /** How the body travels; as JSON when left out. */
  readonly send?: Sender;
  readonly contentType?: string;
  /** Makes the body smaller just before it is sent. */
  readonly compress?: (request: Request) => Promise<Request>;
  /** Sends what the platform's `fetch` refuses to. */
  readonly transport?: Fetch;
  /** What the answer may be; JSON when left out. */
  readonly accept?: string;
  /** What clients that want lists of floats in base64 ask of it besides. */
  readonly prefer?: string;
  /** By status, range such as `2XX`, or `default`; null where nothing comes back. */
  readonly answers: () => Readonly<Record<string, Reader | null>>;
  /** Declared headers of the answer, read when they are asked for. */
  readonly fields?: (headers: Headers) => Fields;
  /** Only for the type checker. */
  readonly resultType?: Result;
  /** By status; the body of any other error stays as it is. */
  readonly errors: (status: number) => ErrorCodec | undefined;
  readonly read: keyof typeof READ_TIMEOUTS;
  /** True when it may be sent again as it is, without a key. */
  readonly repeatable: boolean;
  /** The header that makes a repetition harmless. */
  readonly idempotencyKey?: string;
  /** Alternatives; of each, every scheme is needed. */
  readonly security: readonly (readonly string[])[];
}

/** Reads the body of an error; `parse` only where it is not JSON. */
export interface ErrorCodec extends Pick<Codec<unknown>, 'decode'> {
  readonly parse?: (octets: Uint8Array) => unknown;
}

/** What a stream is, beyond its endpoint. */
export interface StreamEndpoint<Params, Event> extends Endpoint<Params, Event> {
  /** The event, or undefined for one that is none. */
  readonly event: EventReader<Event>;
  /** True when it may go on after the last event id. */
  readonly resumable: boolean;
  /** True when it never ends by itself: a clean end is a cut, too. */
  readonly endless: boolean;
  /** Data that says the stream is complete. */
  readonly sentinel?: string;
}

/** Reads one event; what it throws is an error of the answer. */
export type EventReader<Event> = (data: string, type: string) => Event;

/** What pages are, beyond their endpoint. Public names. */
export interface PagedEndpoint<Params, Page, Fields = unknown> extends Endpoint<Params, Page, Fields> {
  readonly cursor: string;
  readonly next: string;
  readonly items: string;
}

/** What a bulk operation is, beyond its endpoint, whose `body` is all but the list. Public names, but for `list`. */
export interface BulkEndpoint<Params, Result, Fields = unknown> extends Endpoint<Params, Result, Fields> {
  /** The wire name of the list it sends. */
  readonly list: string;
  readonly item: Codec<unknown>;
  readonly maxItems: number;
  /** The largest body; null when the document states none. */
  readonly maxBytes: number | null;
  /** The list of outcomes, the member of each that says which item it is of, and the counts to add up. */
  readonly results: string;
  readonly index: string;
  readonly sum: readonly string[];
  /** The member added to the result, for what failed. */
  readonly failed: string;
  /** The member of an outcome that says why its item failed, null or absent when it did not; null when there is none. */
  readonly problem: string | null;
  /** The outcome of an item that the server gave none; null when the document leaves no room for one. */
  readonly outcomeOf: ((index: number, problem: Problem) => Record<string, unknown>) | null;
}

/** Why one item failed. */
export interface Problem {
  readonly code: string;
  readonly message: string;
}
