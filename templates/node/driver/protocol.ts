import type { Json } from './operation.js';

/** One line of standard input. */
export interface Request {
  readonly id: Json;
  readonly client: ClientRequest;
  readonly operation: string;
  readonly params?: Readonly<Partial<Record<'path' | 'query' | 'header' | 'cookie', Readonly<Record<string, Json>>>>>;
  readonly body?: Json;
  readonly content_type?: string;
  readonly take?: number;
  /** The items of the body are given only once. */
  readonly once?: boolean;
  /** Names of what alone may go along though the operation does not declare it; anything may where this is absent. */
  readonly extras?: readonly string[];
  /** The caller gives the call up after so many milliseconds. */
  readonly cancel_ms?: number;
  /** What signs a webhook's request. */
  readonly secret?: string;
  readonly transport?: string;
}

export interface ClientRequest {
  readonly base_url: string;
  readonly auth?: Readonly<Record<string, Json>>;
  readonly options?: {
    readonly max_retries?: number;
    readonly timeout_ms?: number;
    readonly idle_timeout_ms?: number;
    readonly packed_floats?: boolean;
  };
}

/** A client's options that every API has. */
export function commonOptions({ base_url, options = {} }: ClientRequest) {
  const { max_retries: maxRetries, timeout_ms: timeout, idle_timeout_ms: readTimeout } = options;
  return { url: base_url, maxRetries, timeout, readTimeout };
}

/** A key or a token. */
export function textIn(auth: Json | undefined): string | undefined {
  return typeof auth === 'string' ? auth : undefined;
}

/** A name and a password. */
export function passwordIn(auth: Json | undefined): { username: string; password: string } | undefined {
  const { username, password } = (auth ?? {}) as Record<string, Json>;
  return username === undefined ? undefined : { username: String(username), password: String(password ?? '') };
}

/** A token, or what a token is fetched with. */
export function oauth2In(auth: Json | undefined) {
  if (typeof auth !== 'object' || auth === null) return textIn(auth);
  const { client_id, client_secret, token_url, refresh_token, scopes } = auth as Record<string, Json>;
  const text = (json: Json | undefined) => (json === undefined ? undefined : String(json));
  return {
    clientId: text(client_id),
    clientSecret: text(client_secret),
    tokenUrl: text(token_url),
    refreshToken: text(refresh_token),
    scopes: Array.isArray(scopes) ? scopes.map(String) : undefined,
  };
}

/** What the program was asked for, but cannot do. */
export class UnsupportedRequest extends Error {}
