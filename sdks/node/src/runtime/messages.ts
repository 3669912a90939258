import { decodeError, errorOf, type Head } from './answer.js';
import type { Channel } from './channel.js';
import type { ErrorCodec } from './endpoint.js';
import type { SdkError } from './error.js';
import { parseJson, printJson } from './json.js';
import { isRecord } from './records.js';

/** One thing a server says. */
export type Message = Readonly<Record<string, unknown>> & { readonly type: string };

/** What a message says; with `exact`, numbers keep every digit. */
export function messageOf(head: Head, data: string | ArrayBuffer, exact: boolean): Message {
  if (typeof data !== 'string') throw decodeError(head, 'Expected a message of text, got octets.');
  const tree = treeOf(head, data, exact);
  if (isRecord(tree) && typeof tree.type === 'string') return tree as Message;
  throw decodeError(head, 'Expected a message with a type.');
}

function treeOf(head: Head, text: string, exact: boolean): unknown {
  try {
    return parseJson(text, exact);
  } catch (cause) {
    throw decodeError(head, 'The message is not JSON.', cause);
  }
}

type Errors = (status: number) => ErrorCodec | undefined;

/** The error of the API that a message tells of. */
export function toldError({ status, error }: Message, { attempts }: Head, errors: Errors): SdkError {
  const wish = isRecord(error) ? error.retry_after : null;
  const head = { status: Number(status), headers: new Headers(), attempts };
  return errorOf(head, UTF8.encode(printJson(error ?? null)), errors, typeof wish === 'number' ? wish : null);
}

/** What a channel that could not be opened, or was closed, says of the reason; the error of the connection where it says nothing. */
export function leftError({ refusal, goodbye }: Channel, cause: unknown, { attempts }: Head, errors: Errors): unknown {
  if (refusal) return refusedError({ ...refusal, attempts }, refusal.body, errors);
  const status = (goodbye?.code ?? 0) - STATUS_FROM;
  if (!goodbye || status < 400 || status > 599) return cause;
  const said = { code: goodbye.reason || undefined, message: `The server closed the WebSocket with ${goodbye.code}.` };
  return errorOf({ status, headers: new Headers(), attempts }, UTF8.encode(printJson(said)), errors, null);
}

function refusedError(head: Head, body: Uint8Array, errors: Errors): SdkError {
  const isAnswer = head.status >= 200 && head.status < 300;
  return isAnswer ? decodeError(head, 'The server does not speak WebSocket there.') : errorOf(head, body, errors);
}

/** Close codes that stand for a status are so much above it. */
const STATUS_FROM = 4000;
const UTF8 = new TextEncoder();
