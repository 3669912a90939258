import { TimeoutError } from '../errors.js';

/**
 * Aborts one attempt when nothing came for too long, when the call's time is up, or when the caller says so. One timer serves
 * both limits, and a byte that arrives only moves a number.
 */
export class Guard {
  readonly #controller = new AbortController();
  #deadline: number;
  readonly #caller: AbortSignal | undefined;
  readonly #onAbort = () => this.#controller.abort();
  #silence = 0;
  #until = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #due = Infinity;
  #passed: 'silence' | 'deadline' | null = null;

  /** `deadline` is a time of {@link now}. */
  constructor(deadline: number, caller?: AbortSignal) {
    this.#deadline = deadline;
    this.#caller = caller;
    if (caller?.aborted) this.#controller.abort();
    else caller?.addEventListener('abort', this.#onAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Allows this many milliseconds of silence from now on. */
  allow(silence: number): void {
    this.#silence = silence;
    this.#until = now() + silence;
    const due = Math.min(this.#until, this.#deadline);
    // A timer that fires too early looks again; only one that would fire too late must be set anew.
    if (due < this.#due) this.#arm(due);
  }

  /** Silence is allowed: it is the caller who does not read. */
  pause(): void {
    this.#until = Infinity;
  }

  /** Something went up: silence is counted from now on. */
  renew(): void {
    if (this.#silence > 0) this.allow(this.#silence);
  }

  /** From here on only silence counts, and none until somebody reads. */
  unlimited(): void {
    this.#deadline = Infinity;
    this.pause();
  }

  /** Lets go of the timer and of the caller's signal. */
  release(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#onAbort);
  }

  /** Ends whatever still runs, and lets go. */
  abort(): void {
    this.release();
    this.#controller.abort();
  }

  /** What to raise for an error of the transport: the caller's own reason, a deadline, or null for neither. */
  explain(cause: unknown, attempts: number): unknown {
    if (this.#caller?.aborted) return this.#caller.reason;
    if (this.#passed === null) return null;
    const silence = `Nothing was received for ${this.#silence / 1000} s.`;
    const message = this.#passed === 'silence' ? silence : 'The call took longer than its timeout.';
    return new TimeoutError({ message, attempts, cause });
  }

  #arm(due: number): void {
    clearTimeout(this.#timer);
    this.#due = due;
    if (due === Infinity) return;
    this.#timer = setTimeout(() => this.#fire(), Math.min(Math.max(due - now(), 0), LONGEST_TIMER));
  }

  #fire(): void {
    const due = Math.min(this.#until, this.#deadline);
    if (now() < due) this.#arm(due);
    else {
      this.#passed = this.#deadline <= this.#until ? 'deadline' : 'silence';
      this.#controller.abort();
    }
  }
}

/** Timers of more than 2^31 milliseconds would fire at once. */
const LONGEST_TIMER = 2_147_483_647;

/** Milliseconds on a clock that never jumps. */
export function now(): number {
  return performance.now();
}

/** Waits, unless the caller aborts. */
export function sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
