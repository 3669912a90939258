import { HEADERS, READ_TIMEOUTS, RETRIES, USER_AGENT } from '../contract.js';
import { InvalidArgumentError } from '../errors.js';
import { type Arrival, errorOf, type Head, isSuccess, type Reader } from './answer.js';
import { ApiCall, type WithResponse } from './call.js';
import { authorized, credentialsFor, forget } from './credentials.js';
import type { Endpoint } from './endpoint.js';
import { SdkError } from './error.js';
import { Guard, now, sleep } from './guard.js';
import type { CallOptions } from './options.js';
import { extraQuery, withQuery } from './parameters.js';
import { isBrowser } from './platform.js';
import { isRecord } from './records.js';
import { payloadOf } from './request.js';
import { RetryBudget, type RetryPolicy, waitBefore } from './retry.js';
import { headersOf, type Settings } from './settings.js';
import { type AttemptTrace, type CallTrace, tracedBy } from './telemetry.js';
import { bytesOf, type Request, send } from './transport.js';

declare const OPAQUE: unique symbol;

/** Where calls go, with what and how. What is behind it is this package's own. */
export interface Connection {
  /** Only this package makes one. */
  readonly [OPAQUE]: true;
}

/** What users hold of a core. */
export function connectionOf(core: Core): Connection {
  return core as unknown as Connection;
}

/** What is behind a connection. */
export function coreOf(connection: Connection): Core {
  const core: unknown = connection;
  if (core instanceof Core) return core;
  throw new InvalidArgumentError({ message: 'expected a connection, as connect() makes one' });
}

/** What a client is behind its methods: sends requests as the runtime contract has it. */
export class Core {
  readonly settings: Settings;
  readonly #budget = new RetryBudget();

  constructor(settings: Settings) {
    this.settings = settings;
  }

  /** One request and its answer, decoded. */
  call<Params, Result, Fields>(
    endpoint: Endpoint<Params, Result, Fields>,
    params: Params,
    options: CallOptions = {},
  ): ApiCall<Result, Fields> {
    return new ApiCall(this.#call(endpoint, params, options));
  }

  async #call<Params, Result, Fields>(
    endpoint: Endpoint<Params, Result, Fields>,
    params: Params,
    options: CallOptions,
  ): Promise<WithResponse<Result, Fields>> {
    return this.exchange(endpoint, this.request(endpoint, params, options), options);
  }

  /** Sends a request until it succeeds or may not be sent again. */
  async exchange<Result, Fields>(
    endpoint: Endpoint<never, Result, Fields>,
    request: Request,
    options: CallOptions,
  ): Promise<WithResponse<Result, Fields>> {
    const deadline = now() + (options.timeout ?? this.settings.timeout);
    return this.retrying(endpoint, request, deadline, options, async (attempts, trace) => {
      const arrival = await this.arrive(endpoint, request, deadline, options, attempts, trace);
      const reader = readerOf(endpoint, arrival);
      try {
        const read = async () => withResponse(endpoint, arrival, (await reader(arrival)) as Result);
        return await tracedBy(arrival.told, read, arrival.status);
      } finally {
        if (!reader.keepsOpen) arrival.guard.release();
      }
    });
  }

  /** Runs attempts until one succeeds or the policy gives up. */
  async retrying<T>(
    endpoint: Endpoint<never, unknown>,
    request: Request,
    deadline: number,
    options: CallOptions,
    attempt: (attempts: number, trace: CallTrace | undefined) => Promise<T>,
  ): Promise<T> {
    const trace = this.trace(endpoint);
    return tracedBy(trace, () =>
      this.#retrying(endpoint, request, deadline, options, (number) => attempt(number, trace)),
    );
  }

  /** Tells whoever listens that a call begins. */
  trace({ name, method, template }: Endpoint<never, unknown>): CallTrace | undefined {
    const { telemetry, url } = this.settings;
    return telemetry?.call({ operation: name, method, template, url });
  }

  /** Tells whoever listens that a stream goes on: a call of one request, however often that was tried before. */
  async reconnecting<T>(
    endpoint: Endpoint<never, unknown>,
    connect: (trace: CallTrace | undefined) => Promise<T>,
  ): Promise<T> {
    const trace = this.trace(endpoint);
    const once: CallTrace | undefined = trace && {
      attempt: (_, headers) => trace.attempt(1, headers),
      end: (outcome) => trace.end(outcome),
    };
    return tracedBy(trace, () => connect(once));
  }

  async #retrying<T>(
    endpoint: Endpoint<never, unknown>,
    request: Request,
    deadline: number,
    options: CallOptions,
    attempt: (attempts: number) => Promise<T>,
  ): Promise<T> {
    const policy: RetryPolicy = {
      maxRetries: options.maxRetries ?? this.settings.maxRetries ?? RETRIES.maxRetries,
      repeatable: (endpoint.repeatable || endpoint.idempotencyKey !== undefined) && !request.once,
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
        // One that was refused with a token, and sent again with another, was two requests.
        if (error instanceof SdkError) attempts = Math.max(attempts, error.attempts);
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
    const payload =
      text === undefined ? this.writing(endpoint, () => payloadOf(endpoint, params, options)) : { body: text };
    const contentType = payload?.contentType ?? endpoint.contentType;
    const query = [...(endpoint.query?.(params) ?? []), ...extraQuery(options.extraQuery)];
    const cookies = endpoint.cookies?.(params) ?? [];
    const key = endpoint.idempotencyKey;
    const { url, isDefault, packsFloats } = this.settings;
    const base = isDefault && endpoint.server !== undefined ? endpoint.server : url;
    return {
      method: endpoint.method,
      url: withQuery(`${base}${endpoint.path(params)}`, query),
      headers: {
        ...PLATFORM_HEADERS,
        accept: endpoint.accept ?? 'application/json',
        ...(payload && contentType !== undefined && { 'content-type': contentType }),
        ...(packsFloats && endpoint.prefer !== undefined && { prefer: endpoint.prefer }),
        ...this.settings.headers,
        ...headersOf(endpoint.headers?.(params)),
        ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
        ...(key !== undefined && { [key]: options.idempotencyKey ?? crypto.randomUUID() }),
        ...headersOf(options.headers),
      },
      ...(payload && { body: payload.body, once: payload.once ?? false }),
    };
  }

  /** Runs what writes a body, or an item of one, as this client wants it written. */
  writing<T>({ packing }: Endpoint<never, unknown>, write: () => T): T {
    return packing && this.settings.packsFloats ? packing(write) : write();
  }

  /** Milliseconds of silence a call allows. */
  silence(endpoint: Endpoint<never, unknown>, options: CallOptions): number {
    return options.readTimeout ?? this.settings.readTimeout ?? READ_TIMEOUTS[endpoint.read];
  }

  /**
   * Sends a request once, and waits for the head of an answer that is no error; once more when its token was refused.
   * `number` counts from 1. Who listens hears of the end of what did not arrive; of the rest the caller tells.
   */
  async arrive(
    endpoint: Endpoint<never, unknown>,
    request: Request,
    deadline: number,
    options: CallOptions,
    number: number,
    trace?: CallTrace,
  ): Promise<Arrival> {
    let attempts = number;
    let told: AttemptTrace | undefined;
    let status: number | undefined;
    const silence = this.silence(endpoint, options);
    const guard = new Guard(deadline, options.signal);
    const credentials = credentialsFor(endpoint.security, this.settings.credentials);
    const once = async (): Promise<Response> => {
      guard.allow(this.settings.connectTimeout + silence);
      const { fetch, isOwnFetch } = this.settings;
      const ready = await authorized(request, credentials, fetch, guard);
      const transport = isOwnFetch ? fetch : (endpoint.transport ?? fetch);
      const whole = (await endpoint.compress?.(ready)) ?? ready;
      const headers = { ...whole.headers };
      told = trace?.attempt(attempts, headers);
      const response = await send(transport, { ...whole, headers }, guard, attempts);
      status = response.status;
      return response;
    };
    try {
      let response = await once();
      if (response.status === 401 && !request.once && forget(credentials)) {
        told?.end({ status });
        told = status = undefined;
        attempts++;
        response = await once();
      }
      const { headers } = response;
      const arrival = { status: response.status, headers, attempts, response, guard, silence, told };
      if (isSuccess(response.status)) return arrival;
      throw errorOf(arrival, await bytesOf(response, guard, silence, attempts), endpoint.errors);
    } catch (error) {
      guard.abort();
      told?.end({ status, error });
      throw error;
    }
  }
}

/** The reader of a status: its own, its range's, the default; where none is declared, the success's if it is what came. */
function readerOf(endpoint: Endpoint<never, unknown>, { status, headers }: Arrival): Reader {
  if (endpoint.method === 'HEAD') return drain;
  const { accept = 'json' } = endpoint;
  const answers = endpoint.answers();
  const key = [status, `${Math.floor(status / 100)}XX`, 'default'].find((one) => one in answers);
  if (key !== undefined) return answers[key] ?? drain;
  const [essence = ''] = (headers.get('content-type') ?? '').split(';');
  const known = Object.values(answers).find((reader) => reader !== null);
  return (essence !== '' && accept.includes(essence.trim()) && known) || drain;
}

/** Nothing is made of the body, but the connection can be used again. */
async function drain({ response, guard, silence, attempts }: Arrival): Promise<void> {
  await bytesOf(response, guard, silence, attempts);
}

/** A result with what is known of its answer. */
export function withResponse<Result, Fields>(
  endpoint: Endpoint<never, Result, Fields>,
  { status, headers, attempts }: Head,
  data: Result,
): WithResponse<Result, Fields> {
  const requestId = headers.get(HEADERS.requestId);
  const { fields } = endpoint;
  return {
    data,
    status,
    headers,
    attempts,
    requestId,
    get fields() {
      return fields?.(headers) as Fields;
    },
  };
}

/** Browsers name themselves, and would ask the server's permission for more. */
const PLATFORM_HEADERS: Readonly<Record<string, string>> = isBrowser ? {} : { 'user-agent': USER_AGENT };
