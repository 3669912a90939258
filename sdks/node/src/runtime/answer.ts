import { HEADERS } from '../contract.js';
import { errorTypeOf } from '../error-rules.js';
import { DecodeError } from '../errors.js';
import { type Codec, Mismatch } from './codec.js';
import type { ErrorCodec } from './endpoint.js';
import type { SdkError } from './error.js';
import type { Guard } from './guard.js';
import { parseJson } from './json.js';
import { isRecord } from './records.js';
import { retryAfterOf } from './retry.js';
import type { AttemptTrace } from './telemetry.js';
import { bytesOf } from './transport.js';

/** What is known of an answer by its head. */
export interface Head {
  readonly status: number;
  readonly headers: Headers;
  readonly attempts: number;
}

/** An answer whose body has not been read yet. */
export interface Arrival extends Head {
  readonly response: Response;
  readonly guard: Guard;
  /** Milliseconds of silence allowed. */
  readonly silence: number;
  /** Wants to hear how it ends. */
  readonly told: AttemptTrace | undefined;
}

/** Makes the result of an answer's body. */
export interface Reader {
  (arrival: Arrival): Promise<unknown>;
  /** True when the body is left to the caller to read, so that the connection is not let go. */
  readonly keepsOpen?: true;
}

/** A body of JSON. With `exact`, numbers keep every digit. */
export function asJson(codec: Pick<Codec<unknown>, 'decode'>, exact = false): Reader {
  return async (arrival) => decodeJson(arrival, await textOf(arrival), codec, exact);
}

export async function textOf({ response, headers, guard, silence, attempts }: Arrival): Promise<string> {
  return decoderFor(headers).decode(await bytesOf(response, guard, silence, attempts));
}

/** By the charset the server names, where it is one the platform knows. */
function decoderFor(headers: Headers): TextDecoder {
  const [, charset] = /;\s*charset="?([^\s;"]+)/i.exec(headers.get('content-type') ?? '') ?? [];
  if (charset === undefined || /^utf-?8$/i.test(charset)) return UTF8;
  try {
    return new TextDecoder(charset);
  } catch {
    return UTF8;
  }
}

const UTF8 = new TextDecoder();

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

export function decodeJson<T>(head: Head, text: string, codec: Pick<Codec<T>, 'decode'>, exact = false): T {
  return decoding(head, () => codec.decode(parseJson(text, exact)));
}

/** Turns what is wrong with a body into the error users know. */
export function decoding<T>(head: Head, decode: () => T): T {
  try {
    return decode();
  } catch (error) {
    if (error instanceof Mismatch) throw decodeError(head, error.describe(''), error);
    if (error instanceof SyntaxError) throw decodeError(head, 'The body is not JSON.', error);
    throw error;
  }
}

export function decodeError({ status, headers, attempts }: Head, message: string, cause?: unknown): SdkError {
  return new DecodeError({ message, status, headers, attempts, requestId: headers.get(HEADERS.requestId), cause });
}

/** The body of an error that is just text. */
export const textError: ErrorCodec = { parse: (octets) => UTF8.decode(octets), decode: (text) => text };

/** The body of an error that is of no kind that is read. */
export const octetsError: ErrorCodec = { parse: (octets) => octets, decode: (octets) => octets };

/** What an answer says is said by itself, or by the `error` object many servers put it in. */
const membersOf = (tree: unknown): Record<string, unknown> => (isRecord(tree) ? tree : {});

/** The error an answer stands for; one whose body is not JSON, or not what the document says, is as good as can be. */
export function errorOf(
  { status, headers, attempts }: Head,
  octets: Uint8Array,
  errors: (status: number) => ErrorCodec | undefined,
  retryAfter: number | null = retryAfterOf(headers),
): SdkError {
  const text = UTF8.decode(octets);
  const codec = errors(status);
  const tree = quietly(() => (codec?.parse ? codec.parse(octets) : parseJson(text)));
  const said = (name: string): string | null =>
    textIn(membersOf(tree)[name]) ?? textIn(membersOf(membersOf(tree).error)[name]);
  const code = said('code') ?? `http_${status}`;
  const ErrorType = errorTypeOf(status, code);
  return new ErrorType({
    code,
    message: said('message') ?? textIn(tree) ?? (excerpt(text) || `The server answered ${status}.`),
    requestId: said('request_id') ?? headers.get(HEADERS.requestId),
    status,
    retryAfter,
    attempts,
    headers,
    body: tree === undefined ? text || undefined : (quietly(() => codec?.decode(tree)) ?? tree),
  });
}

function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

function textIn(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Proxies answer with pages of HTML: the first line of their text says enough. */
function excerpt(text: string): string {
  return text
    .slice(0, 2000)
    .replaceAll(/<(?:style|script)\b[\s\S]*?<\/(?:style|script)>|<[^>]*>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200);
}
