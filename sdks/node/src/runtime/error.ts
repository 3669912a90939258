// biome-ignore-all lint/complexity/noThisInStatic: `instanceof` asks whichever class stands on its right.
import { PACKAGE } from '../contract.js';

/** What an error is made of. */
export interface ErrorDetails {
  readonly code: string;
  readonly message: string;
  readonly requestId?: string | null;
  readonly status?: number | null;
  readonly headers?: Headers | null;
  readonly retryAfter?: number | null;
  readonly attempts?: number;
  readonly body?: unknown;
  readonly cause?: unknown;
}

/** The same symbol in every copy of this package, so that ESM, CJS and two versions of it recognise each other's errors. */
const KINDS = Symbol.for(`${PACKAGE}/errors`);

/** What all errors of this package have in common. */
export abstract class SdkError extends Error {
  /** The class's name, kept as text because minifiers rename classes. */
  static readonly kind: string = 'SdkError';

  /** Machine-readable; stable. */
  readonly code: string;
  /** Identifies the request in the server's logs; null when no answer said. */
  readonly requestId: string | null;
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** Seconds the server asks to wait; null when it does not say. */
  readonly retryAfter: number | null;
  /** How many requests were sent before giving up. */
  readonly attempts: number;
  /** The decoded body of the answer; undefined when there was none. */
  readonly body: unknown;
  // Kept out of what is printed: servers set cookies.
  readonly #headers: Headers | null;

  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.requestId = details.requestId ?? null;
    this.status = details.status ?? null;
    this.retryAfter = details.retryAfter ?? null;
    this.attempts = details.attempts ?? 0;
    this.body = details.body;
    this.#headers = details.headers ?? null;
    const kinds = kindsOf(new.target);
    Object.defineProperty(this, 'name', { value: kinds[0], configurable: true, writable: true });
    Object.defineProperty(this, KINDS, { value: kinds });
  }

  /** The headers of the answer; null when there was none. */
  get headers(): Headers | null {
    return this.#headers;
  }

  /** Also true for an error of the same name from another copy of this package. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    // A class a user derives has no kind of its own, and no other copy.
    if (!Object.hasOwn(this, 'kind') || typeof value !== 'object' || value === null) return false;
    const kinds: unknown = Reflect.get(value, KINDS);
    return Array.isArray(kinds) && kinds.includes(this.kind);
  }
}

function kindsOf(type: object | null): string[] {
  const kinds: string[] = [];
  for (let each = type; each && each !== Error; each = Object.getPrototypeOf(each)) {
    if (Object.hasOwn(each, 'kind')) kinds.push((each as typeof SdkError).kind);
  }
  return kinds;
}
