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
}

export interface ClientRequest {
  readonly base_url: string;
  readonly auth?: Readonly<Record<string, Json>>;
  readonly options?: { readonly max_retries?: number; readonly timeout_ms?: number };
}

/** A client's options that every API has. */
export function commonOptions({ base_url, options = {} }: ClientRequest) {
  return { url: base_url, maxRetries: options.max_retries, timeout: options.timeout_ms };
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

/** What the program was asked for, but cannot do. */
export class UnsupportedRequest extends Error {}
