import type { Guard } from './guard.js';
import { headerText, withQuery } from './parameters.js';
import type { Fetch, Request } from './transport.js';

/** A credential and where in a request it goes. */
export interface Credential {
  readonly in: 'header' | 'query' | 'cookie';
  readonly name: string;
  readonly value: string | TokenSource;
}

/** Where tokens come from that have to be fetched. */
export interface TokenSource {
  /** The value to send, fetched when there is none that is fresh. */
  value(fetch: Fetch, guard: Guard): Promise<string>;
  /** The server does not take it any more. False when it was fetched too recently for another to be of use. */
  forget(): boolean;
}

export type Credentials = ReadonlyMap<string, Credential>;

/**
 * The first alternative the client has everything for; where it has not, none if that is allowed, else what it has of the
 * first, and the server shall say what it thinks.
 */
export function credentialsFor(security: readonly (readonly string[])[], known: Credentials): readonly Credential[] {
  const wanted = security.filter((schemes) => schemes.length > 0);
  const satisfied = wanted.find((schemes) => schemes.every((scheme) => known.has(scheme)));
  const chosen = satisfied ?? (wanted.length < security.length ? [] : (wanted[0] ?? []));
  return chosen.flatMap((scheme) => known.get(scheme) ?? []);
}

/** True when a token was dropped, so that the request is worth another try. */
export function forget(credentials: readonly Credential[]): boolean {
  return credentials.filter(({ value }) => typeof value !== 'string' && value.forget()).length > 0;
}

/** The request with its credentials; headers the caller gave go before them. */
export async function authorized(
  request: Request,
  credentials: readonly Credential[],
  fetch: Fetch,
  guard: Guard,
): Promise<Request> {
  const headers: Record<string, string> = {};
  const cookies = request.headers.cookie === undefined ? [] : [request.headers.cookie];
  let { url } = request;
  for (const { in: place, name, value } of credentials) {
    const text = typeof value === 'string' ? value : await value.value(fetch, guard);
    if (place === 'header') headers[name.toLowerCase()] = text;
    else if (place === 'cookie') cookies.push(`${name}=${encodeURIComponent(text)}`);
    else url = withQuery(url, [`${encodeURIComponent(name)}=${encodeURIComponent(text)}`]);
  }
  Object.assign(headers, request.headers, cookies.length > 0 && { cookie: cookies.join('; ') });
  for (const [name, value] of Object.entries(headers)) headers[name] = headerText(name, value);
  return { ...request, url, headers };
}
