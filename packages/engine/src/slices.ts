import { setImmediate } from 'node:timers/promises';
import { StoreError } from './errors.ts';

/** A computation that stops at every `yield`, wherever its caller wants it to; run to its end it gives a result. */
export type Sliced<Result> = Generator<void, Result, void>;

/** Milliseconds a computation keeps the event loop before others have their turn. */
const SLICE = 8;

/**
 * Runs a long computation in slices, so that no call keeps others waiting, and gives up once its caller has left or the
 * server stops. One pace serves everything of one call.
 */
export class Pace {
  readonly #signal: AbortSignal | undefined;
  #started = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** Lets others have their turn when this one has had its own. */
  async rest(): Promise<void> {
    if (performance.now() - this.#started < SLICE) return;
    await setImmediate();
    if (this.#signal?.aborted) throw new StoreError('unavailable', 'the computation was stopped: try again');
    this.#started = performance.now();
  }

  async run<Result>(computation: Sliced<Result>): Promise<Result> {
    for (;;) {
      const { done, value } = computation.next();
      if (done) return value;
      if (performance.now() - this.#started >= SLICE) await this.rest();
    }
  }
}

/** Makes something of each item, and lets others have their turn in between. */
export async function inTurns<Item, Result>(
  items: Iterable<Item>,
  make: (item: Item) => Result,
  pace: Pace = new Pace(),
): Promise<Result[]> {
  const made: Result[] = [];
  for (const item of items) {
    made.push(make(item));
    await pace.rest();
  }
  return made;
}

/** Runs a computation through in one go. */
export function straight<Result>(computation: Sliced<Result>): Result {
  for (;;) {
    const { done, value } = computation.next();
    if (done) return value;
  }
}
