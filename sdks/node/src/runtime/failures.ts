import type { Problem } from './endpoint.js';

/** One item that was not accepted, and why. */
export interface Failure<Item> {
  /** Its position in what was given. */
  readonly index: number;
  /** The item as it was given. */
  readonly item: Item;
  /** Why: the server's words on this item, or the error of the request it was part of. */
  readonly error: Problem;
}

/** A part of a bulk call that failed as a whole: sent again, it keeps its key, so that it cannot take effect twice. */
export interface FailedPart {
  readonly key: string;
}

/**
 * What a bulk call could not do, in the order given. It iterates over the items, so it can be given to the same method
 * again: requests that failed as a whole are then repeated under their idempotency keys.
 */
export class Failures<Item> implements Iterable<Item> {
  /** Every failed item with its position and reason. */
  readonly details: readonly Failure<Item>[];
  readonly #parts: ReadonlyMap<Failure<Item>, FailedPart>;

  /** Made by bulk methods, not by users. */
  constructor(details: readonly Failure<Item>[], parts: ReadonlyMap<Failure<Item>, FailedPart>) {
    this.details = [...details].sort((one, other) => one.index - other.index);
    this.#parts = parts;
  }

  /** How many items failed. */
  get length(): number {
    return this.details.length;
  }

  /** The positions of the failed items in what was given. */
  get indices(): number[] {
    return this.details.map(({ index }) => index);
  }

  /** The failed items. */
  *[Symbol.iterator](): IterableIterator<Item> {
    for (const { item } of this.details) yield item;
  }

  /** The items in the requests they were part of; null for those whose request went through without them. */
  byPart(): ReadonlyMap<FailedPart | null, readonly (readonly [position: number, item: Item])[]> {
    const groups = new Map<FailedPart | null, [position: number, item: Item][]>();
    for (const [position, failure] of this.details.entries()) {
      const part = this.#parts.get(failure) ?? null;
      const group = groups.get(part);
      if (group) group.push([position, failure.item]);
      else groups.set(part, [[position, failure.item]]);
    }
    return groups;
  }
}
