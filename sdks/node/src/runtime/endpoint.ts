import type { READ_TIMEOUTS } from '../contract.js';
import type { Codec } from './codec.js';

/** All the runtime knows of one operation; the generator writes one per operation. */
export interface Endpoint<Params, Result> {
  /** As the document calls it. */
  readonly name: string;
  readonly method: string;
  /** The path as the document writes it: for messages, never with values in it. */
  readonly template: string;
  readonly path: (params: Params) => string;
  /** `name=value`, percent-encoded. */
  readonly query?: (params: Params) => string[];
  readonly headers?: (params: Params) => Record<string, string | undefined>;
  readonly body?: (params: Params) => unknown;
  readonly contentType?: string;
  /** Null when nothing comes back. */
  readonly result: Codec<unknown> | null;
  /** Only for the type checker. */
  readonly resultType?: Result;
  /** True when numbers of the result need every digit. */
  readonly exact?: true;
  /** By status; the body of any other error stays as it is. */
  readonly errors: (status: number) => Codec<unknown> | undefined;
  readonly read: keyof typeof READ_TIMEOUTS;
  /** True when it may be sent again as it is, without a key. */
  readonly repeatable: boolean;
  /** The header that makes a repetition harmless. */
  readonly idempotencyKey?: string;
  /** Alternatives; of each, every scheme is needed. */
  readonly security: readonly (readonly string[])[];
}

/** What a stream is, beyond its endpoint. */
export interface StreamEndpoint<Params, Event> extends Endpoint<Params, Event> {
  /** True when it may go on after the last event id. */
  readonly resumable: boolean;
  /** True when it never ends by itself: a clean end is a cut, too. */
  readonly endless: boolean;
}

/** What pages are, beyond their endpoint. Public names. */
export interface PagedEndpoint<Params, Page> extends Endpoint<Params, Page> {
  readonly cursor: string;
  readonly next: string;
  readonly items: string;
}

/** What a bulk operation is, beyond its endpoint, whose `body` is all but the list. Public names, but for `list`. */
export interface BulkEndpoint<Params, Result> extends Endpoint<Params, Result> {
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
