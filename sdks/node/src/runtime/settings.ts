import { TIMEOUTS } from '../contract.js';
import { InvalidArgumentError } from '../errors.js';
import type { Credential, Credentials } from './credentials.js';
import type { CommonOptions } from './options.js';
import type { Telemetry } from './telemetry.js';
import type { Fetch } from './transport.js';

/** A client's options, checked once, with nothing left out. */
export interface Settings {
  /** Without a slash at its end. */
  readonly url: string;
  /** True when it is the document's, not the caller's. */
  readonly isDefault: boolean;
  /** By security scheme; only what was given. */
  readonly credentials: Credentials;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeout: number;
  readonly connectTimeout: number;
  readonly readTimeout: number | undefined;
  readonly maxRetries: number | undefined;
  readonly fetch: Fetch;
  /** True when the caller gave it. */
  readonly isOwnFetch: boolean;
  /** What the platform is told beyond that. */
  readonly fetchOptions: Readonly<Record<string, unknown>>;
  readonly telemetry: Telemetry | undefined;
  /** True when lists of floats travel in base64, wherever the API has them so. */
  readonly packsFloats: boolean;
}

/** A credential as far as options and environment give one. */
interface PossibleCredential extends Omit<Credential, 'value'> {
  readonly value: Credential['value'] | undefined;
  /** Of the environment: only for a client that was given nothing. */
  readonly fallback?: Credential['value'] | undefined;
}

/** What the generated client makes of its own options. */
interface Given {
  readonly url: string | undefined;
  /** The document's own. */
  readonly defaultUrl?: string | undefined;
  readonly credentials: Readonly<Record<string, PossibleCredential>>;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly packsFloats?: boolean | undefined;
}

export function settingsOf(options: CommonOptions, given: Given): Settings {
  const { url, defaultUrl, credentials, headers, packsFloats = false } = given;
  const { fetchOptions = {} } = options;
  // Looked up at each call, so that tests and instrumentation that replace the global are seen; and never a method of ours.
  const fetch: Fetch = options.fetch ?? ((url, init) => globalThis.fetch(url, init));
  return {
    url: baseUrlOf(url ?? defaultUrl),
    isDefault: url === undefined,
    credentials: credentialsOf(credentials),
    headers: { ...headersOf(headers), ...headersOf(options.headers) },
    timeout: options.timeout ?? TIMEOUTS.total,
    connectTimeout: options.connectTimeout ?? TIMEOUTS.connect,
    readTimeout: options.readTimeout,
    maxRetries: options.maxRetries,
    telemetry: options.telemetry,
    packsFloats,
    isOwnFetch: options.fetch !== undefined,
    fetchOptions,
    fetch: (url, init) => fetch(url, { ...fetchOptions, ...init }),
  };
}

function credentialsOf(possible: Given['credentials']): Credentials {
  const schemes = Object.entries(possible);
  const isGiven = schemes.some(([, { value }]) => value);
  return new Map(
    schemes.flatMap(([scheme, { in: place, name, value, fallback }]) => {
      const known = isGiven ? value : fallback;
      return known ? [[scheme, { in: place, name, value: known }]] : [];
    }),
  );
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

/** A credential of the Authorization header, which says its scheme first. */
export function prefixed(scheme: string, credential: string | undefined): string | undefined {
  return credential && `${scheme} ${credential}`;
}

/** Name and password travel as UTF-8 in base64. */
export function basicAuth(
  given: { readonly username: string; readonly password: string } | undefined,
): string | undefined {
  if (!given) return undefined;
  const bytes = new TextEncoder().encode(`${given.username}:${given.password}`);
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
