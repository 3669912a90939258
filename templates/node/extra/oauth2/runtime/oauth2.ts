import { errorTypeOf } from '../error-rules.js';
import { ConnectionError, InvalidArgumentError } from '../errors.js';
import { decodeError } from './answer.js';
import type { TokenSource } from './credentials.js';
import { type Guard, now } from './guard.js';
import { isRecord } from './records.js';
import { retryAfterOf } from './retry.js';
import type { Fetch } from './transport.js';

/** What a token is fetched with: the client's own credentials, or a refresh token. */
export interface OAuth2Options {
  /** Who the client is to the token endpoint. */
  readonly clientId?: string | undefined;
  /** What it proves that with. */
  readonly clientSecret?: string | undefined;
  /** Fetches tokens in the name of the user who granted it; without one, they are the client's own. */
  readonly refreshToken?: string | undefined;
  /** Where tokens come from; by default as the API's document says. */
  readonly tokenUrl?: string | undefined;
  /** What the token shall be good for; by default what the server gives. */
  readonly scopes?: readonly string[] | undefined;
}

/** What the document says. */
interface Flow {
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
}

/** What a token server gives. */
interface Granted {
  readonly access_token: string;
  readonly expires_in?: unknown;
  readonly refresh_token?: unknown;
}

/** Milliseconds before its end that a token counts as ended. */
const EARLY = 30_000;

/** A token that is there, or one that is fetched when it is needed. */
export function oauth2(given: string | OAuth2Options | undefined, flow: Flow): string | TokenSource | undefined {
  if (given === undefined || given === '') return undefined;
  return typeof given === 'string' ? `Bearer ${given}` : new Tokens(given, flow);
}

/** One token at a time, fetched once however many calls wait for it. */
class Tokens implements TokenSource {
  readonly #options: OAuth2Options;
  readonly #url: string;
  #refreshToken: string | undefined;
  #token: { readonly value: string; readonly until: number } | null = null;
  #pending: Promise<string> | null = null;

  constructor(options: OAuth2Options, { tokenUrl, refreshUrl }: Flow) {
    const url = options.tokenUrl ?? (options.refreshToken === undefined ? tokenUrl : (refreshUrl ?? tokenUrl));
    if (!url) throw new InvalidArgumentError({ message: 'tokenUrl is missing: the document does not name one' });
    this.#options = options;
    this.#url = url;
    this.#refreshToken = options.refreshToken;
  }

  async value(fetch: Fetch, guard: Guard): Promise<string> {
    if (this.#token && now() < this.#token.until) return this.#token.value;
    this.#pending ??= this.#fetch(fetch, guard).finally(() => {
      this.#pending = null;
    });
    return this.#pending;
  }

  forget(): boolean {
    const had = this.#token !== null;
    this.#token = null;
    return had;
  }

  async #fetch(fetch: Fetch, guard: Guard): Promise<string> {
    const answer = await this.#ask(fetch, guard);
    const seconds = Number(answer.expires_in);
    const until =
      Number.isFinite(seconds) && answer.expires_in !== undefined ? now() + seconds * 1000 - EARLY : Infinity;
    if (typeof answer.refresh_token === 'string' && this.#refreshToken !== undefined) {
      this.#refreshToken = answer.refresh_token;
    }
    const value = `Bearer ${answer.access_token}`;
    this.#token = { value, until };
    return value;
  }

  async #ask(fetch: Fetch, guard: Guard): Promise<Granted> {
    const { clientId, clientSecret, scopes = [] } = this.#options;
    const form = new URLSearchParams(
      this.#refreshToken === undefined
        ? { grant_type: 'client_credentials' }
        : { grant_type: 'refresh_token', refresh_token: this.#refreshToken },
    );
    if (scopes.length > 0) form.set('scope', scopes.join(' '));
    if (clientId !== undefined && clientSecret === undefined) form.set('client_id', clientId);
    const headers: Record<string, string> = {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...(clientId !== undefined && clientSecret !== undefined && { authorization: basic(clientId, clientSecret) }),
    };
    const body = form.toString();
    const response = await fetch(this.#url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: guard.signal,
    }).catch((cause: unknown) => {
      throw guard.explain(cause, 1) ?? new ConnectionError({ message: 'The token server did not answer.', cause });
    });
    const answer: unknown = await response.json().catch(() => null);
    const { status, headers: given } = response;
    if (!response.ok) {
      const reason = isRecord(answer) && typeof answer.error === 'string' ? `: ${answer.error}` : '';
      const message = `The token server answered ${status}${reason}.`;
      const code = `http_${status}`;
      const ErrorType = errorTypeOf(status, code);
      throw new ErrorType({ code, message, status, headers: given, retryAfter: retryAfterOf(given), attempts: 1 });
    }
    // What it gave instead is not told: it may hold a secret.
    if (!isRecord(answer) || typeof answer.access_token !== 'string')
      throw decodeError({ status, headers: given, attempts: 1 }, 'The token server gave no access token.');
    return { ...answer, access_token: answer.access_token };
  }
}

/** As RFC 6749 has it: both parts are encoded as in a form before they are joined. */
function basic(clientId: string, clientSecret: string): string {
  const [name, secret] = [clientId, clientSecret].map((text) => new URLSearchParams([['', text]]).toString().slice(1));
  return `Basic ${btoa(`${name}:${secret}`)}`;
}
