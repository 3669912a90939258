import { HEADERS } from '../contract.js';
import { errorTypeOf } from '../error-rules.js';
import { DecodeError } from '../errors.js';
import { type Codec, Mismatch } from './codec.js';
import type { SdkError } from './error.js';
import { parseJson } from './json.js';
import { isRecord } from './records.js';
import { retryAfterOf } from './retry.js';

/** What came back, read to its end. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly attempts: number;
}

export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

export function decodeAnswer<T>(answer: Answer, codec: Codec<T>, exact = false): T {
  try {
    return codec.decode(parseJson(answer.text, exact));
  } catch (error) {
    if (error instanceof Mismatch) throw decodeError(answer, error.describe(''), error);
    if (error instanceof SyntaxError) throw decodeError(answer, 'The body is not JSON.', error);
    throw error;
  }
}

export function decodeError(answer: Omit<Answer, 'text'>, message: string, cause?: unknown): SdkError {
  const { status, headers, attempts } = answer;
  return new DecodeError({ message, status, attempts, requestId: headers.get(HEADERS.requestId), cause });
}

/** The error an answer stands for; one whose body is not JSON, or not what the document says, is as good as can be. */
export function errorOf(answer: Answer, errors: (status: number) => Codec<unknown> | undefined): SdkError {
  const { status, headers, text, attempts } = answer;
  const json = quietly(() => parseJson(text));
  const said = isRecord(json) ? (isRecord(json.error) ? json.error : json) : {};
  const code = textIn(said.code) ?? `http_${status}`;
  const ErrorType = errorTypeOf(status, code);
  return new ErrorType({
    code,
    message: textIn(said.message) ?? textIn(json) ?? (excerpt(text) || `The server answered ${status}.`),
    requestId: textIn(isRecord(json) ? json.request_id : null) ?? headers.get(HEADERS.requestId),
    status,
    retryAfter: retryAfterOf(headers),
    attempts,
    body: json === undefined ? text || undefined : (quietly(() => errors(status)?.decode(json)) ?? json),
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
