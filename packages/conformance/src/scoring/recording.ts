/** A request exactly as it came. */
export interface Recorded {
  readonly method: string;
  /** The request target, byte for byte. */
  readonly target: string;
  /** Names and values in the order and the case they came in. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** When its headers were read, in milliseconds of the server's clock. */
  readonly at: number;
  /** Which of the server's two addresses it came to. */
  readonly host: Host;
  /** Requests with the same number came over the same connection. */
  readonly connection: number;
  /** Whether its answer has ended, or the client let go of it before that. */
  readonly isOver?: boolean;
  /** What was said over it, where it became a WebSocket. It grows while that is open. */
  readonly dialogue?: Dialogue;
}

export interface Dialogue {
  /** The client's messages. */
  readonly messages: string[];
  /** When the connection was gone. */
  goneAt: number | null;
}

export type Host = 'origin' | 'other';

/** Values of a header, one for each line of it. */
export function valuesOf({ headers }: Recorded, name: string): string[] {
  return headers.filter(([own]) => own.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
}
