export interface Found<T> {
  distance: number;
  item: T;
}

/** Keeps the k nearest of what is added, ties in the given order. Sorts once per k additions that could matter. */
export class Nearest<T> {
  readonly #k: number;
  readonly #order: (a: T, b: T) => number;
  #found: Found<T>[] = [];
  #limit = Infinity;

  constructor(k: number, order: (a: T, b: T) => number) {
    this.#k = k;
    this.#order = order;
  }

  /** The k-th distance so far: what is farther cannot be among the nearest. */
  get limit(): number {
    return this.#limit;
  }

  add(distance: number, item: T): void {
    if (distance > this.#limit) return;
    this.#found.push({ distance, item });
    if (this.#found.length >= 2 * this.#k) this.sorted();
  }

  sorted(): Found<T>[] {
    this.#found.sort((a, b) => a.distance - b.distance || this.#order(a.item, b.item));
    this.#found = this.#found.slice(0, this.#k);
    if (this.#found.length === this.#k) this.#limit = (this.#found.at(-1) as Found<T>).distance;
    return this.#found;
  }
}
