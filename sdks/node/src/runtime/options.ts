import type { Telemetry } from './telemetry.js';
import type { Fetch } from './transport.js';

/** What every client can be given, whatever its API. */
export interface CommonOptions {
  /** Milliseconds for a whole call, retries and waits included; streams have no such limit. */
  readonly timeout?: number | undefined;
  /**
   * Milliseconds that connecting may add to the wait for an answer: `fetch` does not tell when a connection stands, so the
   * head of an answer must come within this and the read timeout together.
   */
  readonly connectTimeout?: number | undefined;
  /** Milliseconds of silence while an answer is awaited or read. By default it depends on what the operation does. */
  readonly readTimeout?: number | undefined;
  /** How often a call is tried again. */
  readonly maxRetries?: number | undefined;
  /** Headers sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sends the requests, in place of the platform's `fetch`, or around it: for tests, logs and whatever else goes between. */
  readonly fetch?: Fetch | undefined;
  /**
   * What `fetch` and `WebSocket` are given beyond what the SDK gives them, which is how a platform takes proxies and roots of
   * trust: `dispatcher` of undici's in Node.js, `proxy` and `tls` in Bun, `client` in Deno.
   */
  readonly fetchOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Is told of every call and request, such as what `openTelemetry` makes. */
  readonly telemetry?: Telemetry | undefined;
}

/** What one call can be given, over what its client was given. */
export interface CallOptions {
  /** Aborts the call, waits between retries included; it then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds for the whole call, retries and waits included. */
  readonly timeout?: number | undefined;
  /** Milliseconds of silence while the answer is awaited or read. */
  readonly readTimeout?: number | undefined;
  /** How often this call is tried again. */
  readonly maxRetries?: number | undefined;
  /** Headers sent with this call, over the client's. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Query parameters beyond those the method takes. */
  readonly extraQuery?: Readonly<Record<string, unknown>> | undefined;
  /** Members of the body beyond those the method takes, under their names on the wire. */
  readonly extraBody?: Readonly<Record<string, unknown>> | undefined;
  /** Makes repetitions of a write harmless; by default a new UUID for every call, the same over its retries. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of a call that opens a stream. */
export interface StreamOptions extends Omit<CallOptions, 'idempotencyKey'> {
  /** The id of the last event seen: the stream goes on after it. */
  readonly lastEventId?: string | undefined;
}

/** Options of a call that sends a list in parts. */
export interface BulkOptions extends Omit<CallOptions, 'idempotencyKey'> {
  /** How many requests run at a time, each over a connection of its own. */
  readonly parallelism?: number | undefined;
}
