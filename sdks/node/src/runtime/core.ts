import { READ_TIMEOUTS, RETRIES, USER_AGENT } from '../contract.js';
import { InvalidArgumentError } from '../errors.js';
import { type Answer, decodeAnswer, errorOf, isSuccess } from './answer.js';
import type { Endpoint } from './endpoint.js';
import { Guard, now, sleep } from './guard.js';
import { printJson } from './json.js';
import type { CallOptions } from './options.js';
import { isRecord } from './records.js';
import { RetryBudget, type RetryPolicy, waitBefore } from './retry.js';
import { type Credential, headersOf, type Settings } from './settings.js';
import { type Request, send, textOf } from './transport.js';

/** What a client is behind its methods: sends requests as the runtime contract has it. */
export class Core {
  readonly settings: Settings;
  readonly #budget = new RetryBudget();

  constructor(settings: Settings) {
    this.settings = settings;
  }

  /** One request and its answer, decoded. */
  async call<Params, Result>(
    endpoint: Endpoint<Params, Result>,
    params: Params,
    options: CallOptions = {},
  ): Promise<Result> {
    const request = this.request(endpoint, params, options);
    return this.exchange(endpoint, request, options);
  }

  /** Sends a request until it succeeds or may not be sent again. */
  async exchange<Result>(endpoint: Endpoint<never, Result>, request: Request, options: CallOptions): Promise<Result> {
    const deadline = now() + (options.timeout ?? this.settings.timeout);
    const answer = await this.retrying(endpoint, deadline, options, (attempts) =>
      this.#attempt(endpoint, request, deadline, options, attempts),
    );
    return endpoint.result ? (decodeAnswer(answer, endpoint.result, endpoint.exact) as Result) : (undefined as Result);
  }

  /** Runs attempts until one succeeds or the policy gives up. */
  async retrying<T>(
    endpoint: Endpoint<never, unknown>,
    deadline: number,
    options: CallOptions,
    attempt: (attempts: number) => Promise<T>,
  ): Promise<T> {
    const policy: RetryPolicy = {
      maxRetries: options.maxRetries ?? this.settings.maxRetries ?? RETRIES.maxRetries,
      repeatable: endpoint.repeatable || endpoint.idempotencyKey !== undefined,
      deadline,
      budget: this.#budget,
    };
    for (let attempts = 1; ; attempts++) {
      options.signal?.throwIfAborted();
      try {
        const result = await attempt(attempts);
        this.#budget.refund();
        return result;
      } catch (error) {
        const wait = waitBefore(error, attempts, policy);
        if (wait === null) throw error;
        await sleep(wait, options.signal);
      }
    }
  }

  /** What goes on the wire for a call, the same over all its attempts. `text` is a body printed already. */
  request<Params>(
    endpoint: Endpoint<Params, unknown>,
    params: Params,
    options: CallOptions = {},
    text?: string,
  ): Request {
    if (!isRecord(params)) throw new InvalidArgumentError({ message: 'The parameters must be an object.' });
    const given = text === undefined ? endpoint.body?.(params) : undefined;
    const body = given === undefined ? text : printJson(given);
    const credentials = this.#credentials(endpoint.security);
    const query = [...(endpoint.query?.(params) ?? []), ...inQuery(credentials)];
    const key = endpoint.idempotencyKey;
    return {
      method: endpoint.method,
      url: `${this.settings.baseUrl}${endpoint.path(params)}${query.length > 0 ? `?${query.join('&')}` : ''}`,
      headers: {
        ...PLATFORM_HEADERS,
        accept: 'application/json',
        ...(body !== undefined && endpoint.contentType !== undefined && { 'content-type': endpoint.contentType }),
        ...this.settings.headers,
        ...inHeaders(credentials),
        ...headersOf(endpoint.headers?.(params)),
        ...(key !== undefined && { [key]: options.idempotencyKey ?? crypto.randomUUID() }),
        ...headersOf(options.headers),
      },
      ...(body !== undefined && { body }),
    };
  }

  /** Milliseconds of silence a call allows. */
  silence(endpoint: Endpoint<never, unknown>, options: CallOptions): number {
    return options.readTimeout ?? this.settings.readTimeout ?? READ_TIMEOUTS[endpoint.read];
  }

  async #attempt(
    endpoint: Endpoint<never, unknown>,
    request: Request,
    deadline: number,
    options: CallOptions,
    attempts: number,
  ): Promise<Answer> {
    const silence = this.silence(endpoint, options);
    const guard = new Guard(deadline, options.signal);
    try {
      guard.allow(this.settings.connectTimeout + silence);
      const response = await send(this.settings.fetch, request, guard, attempts);
      const text = await textOf(response, guard, silence, attempts);
      const answer = { status: response.status, headers: response.headers, text, attempts };
      if (isSuccess(response.status)) return answer;
      throw errorOf(answer, endpoint.errors);
    } finally {
      guard.release();
    }
  }

  /** The first alternative the client has everything for; none when it has nothing, and the server shall say what it thinks. */
  #credentials(security: Endpoint<never, unknown>['security']): Credential[] {
    const { credentials } = this.settings;
    const satisfied = security.find((schemes) => schemes.every((scheme) => credentials.has(scheme))) ?? [];
    return satisfied.flatMap((scheme) => credentials.get(scheme) ?? []);
  }
}

/** Browsers name themselves, and would ask the server's permission for more. */
const PLATFORM_HEADERS: Readonly<Record<string, string>> = globalThis.navigator?.userAgent?.startsWith('Mozilla/')
  ? {}
  : { 'user-agent': USER_AGENT };

function inQuery(credentials: readonly Credential[]): string[] {
  const given = credentials.filter((one) => one.in === 'query');
  return given.map(({ name, value }) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
}

function inHeaders(credentials: readonly Credential[]): Record<string, string> {
  const headers = credentials
    .filter((one) => one.in === 'header')
    .map(({ name, value }) => [name.toLowerCase(), value]);
  const cookies = credentials.filter((one) => one.in === 'cookie').map(({ name, value }) => `${name}=${value}`);
  return { ...Object.fromEntries(headers), ...(cookies.length > 0 && { cookie: cookies.join('; ') }) };
}
