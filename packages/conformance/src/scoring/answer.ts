import { printJson, type Value } from '../exact/json.ts';

/** What the scoring server does with one request. */
export interface Answer {
  readonly status?: number;
  /** A list is as many header lines. `{origin}` and `{other}` stand for this server and one of another host. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** The body, in one of these ways; none is none. */
  readonly json?: Value;
  readonly text?: string;
  readonly base64?: string;
  /** Text in pieces, each flushed by itself; a number is a pause in milliseconds. */
  readonly pieces?: readonly (string | number)[];
  /** Sent in pieces of so many bytes. */
  readonly split?: number;
  /** Milliseconds before anything is said. */
  readonly delay?: number;
  readonly chunked?: boolean;
  readonly fault?: Fault;
  /** Takes an upgrade to WebSocket; without it an upgrade is refused with what is said above. */
  readonly websocket?: readonly Step[];
}

/** What is done over a WebSocket, one thing after the other; after the last one it stays open, in silence. */
export type Step =
  /** A pause in milliseconds. */
  | number
  /** Waits for the client's first message. */
  | 'hear'
  /** From now on the client's goodbye is not answered. */
  | 'deaf'
  | { readonly json: Value }
  | { readonly text: string }
  /** A binary message, base64. */
  | { readonly binary: string }
  /** Octets that need not be frames, base64. */
  | { readonly octets: string }
  /** A message octet by octet, with so many milliseconds between them. */
  | { readonly trickle: Value; readonly every: number }
  | { readonly close: number; readonly reason?: string }
  | { readonly cut: 'reset' | 'close' };

/** Where an answer stops, and how. */
export interface Fault {
  /** Before the status line, within the headers, or after so many bytes of the body. */
  readonly at: 'start' | 'headers' | number;
  /** `stall` keeps the connection open and says no more until the client leaves. */
  readonly how: 'reset' | 'close' | 'stall';
}

/** A body and the type it has when no header says one. */
export function bodyOf(answer: Answer): { readonly bytes: Buffer; readonly type: string | null } {
  const { json, text, base64, pieces } = answer;
  if (json !== undefined) return { bytes: Buffer.from(printJson(json)), type: 'application/json' };
  if (text !== undefined) return { bytes: Buffer.from(text), type: 'text/plain; charset=utf-8' };
  if (base64 !== undefined) return { bytes: Buffer.from(base64, 'base64'), type: 'application/octet-stream' };
  if (pieces) return { bytes: Buffer.from(pieces.filter((piece) => typeof piece === 'string').join('')), type: null };
  return { bytes: Buffer.alloc(0), type: null };
}
