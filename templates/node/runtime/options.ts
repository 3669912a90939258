import { TIMEOUTS } from '../contract.js';
import { InvalidArgumentError } from '../errors.js';
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
  /** Sends the requests, in place of the platform's `fetch`: for proxies, tests and logs. */
  readonly fetch?: Fetch | undefined;
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

/** A client's options, checked once, with nothing left out. */
export interface Settings {
  readonly baseUrl: string;
  /** By security scheme: where the credential goes. Only what was given. */
  readonly credentials: ReadonlyMap<string, Credential>;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeout: number;
  readonly connectTimeout: number;
  readonly readTimeout: number | undefined;
  readonly maxRetries: number | undefined;
  readonly fetch: Fetch;
}

export interface Credential {
  readonly in: 'header' | 'query';
  readonly name: string;
  readonly value: string;
}

export function settingsOf(
  options: CommonOptions,
  own: Pick<Settings, 'credentials'> & {
    readonly url: string | undefined;
    headers: Record<string, string | undefined>;
  },
): Settings {
  return {
    baseUrl: baseUrlOf(own.url),
    credentials: own.credentials,
    headers: { ...headersOf(own.headers), ...headersOf(options.headers) },
    timeout: options.timeout ?? TIMEOUTS.total,
    connectTimeout: options.connectTimeout ?? TIMEOUTS.connect,
    readTimeout: options.readTimeout,
    maxRetries: options.maxRetries,
    // Looked up at each call, so that tests and instrumentation that replace the global are seen; and never a method of ours.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
  };
}

/** Names in lower case, so that a later one replaces an earlier one; without what is absent. */
export function headersOf(headers: Readonly<Record<string, string | undefined>> = {}): Record<string, string> {
  const lower: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) lower[name.toLowerCase()] = value;
  return lower;
}

/** An environment variable where there are any; empty ones count as absent. */
export function environment(name: string): string | undefined {
  const { process } = globalThis as { process?: { env?: Record<string, string | undefined> } };
  return process?.env?.[name] || undefined;
}

/** `Basic` wants UTF-8 in base64. */
export function basicAuth({ username, password }: { username: string; password: string }): string {
  const bytes = new TextEncoder().encode(`${username}:${password}`);
  return `Basic ${btoa(String.fromCharCode(...bytes))}`;
}

function baseUrlOf(url: string | undefined): string {
  if (!url) throw new InvalidArgumentError({ message: 'The url of the server is missing.' });
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new InvalidArgumentError({ message: `The url ${JSON.stringify(url)} is not an http or https URL.` });
  }
  if (parsed.username || parsed.password) {
    throw new InvalidArgumentError({ message: 'The url must not hold credentials: fetch refuses them.' });
  }
  return parsed.origin + parsed.pathname.replace(/\/+$/, '');
}
