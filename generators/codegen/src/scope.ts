/** Words a language keeps for itself in one kind of place, grouped by why in the language's `reserved.ts`. */
export type Reserved = ReadonlySet<string>;

/**
 * A scope of identifiers. Everything that shares it is claimed in one go: ideal names first, then a documented ladder
 * (`name`, `name_`, `name_2`, `name_3`, …), so that an unrelated addition never renames what had its ideal name.
 */
export class Scope {
  readonly #reserved: Reserved;
  readonly #fold: (text: string) => string;
  readonly #taken = new Set<string>();
  /** Rungs below are taken: the thousandth of a name does not climb past the others again. */
  readonly #rungs = new Map<string, number>();

  constructor(reserved: Reserved, fold: (text: string) => string = (text) => text) {
    this.#reserved = reserved;
    this.#fold = fold;
  }

  /** The first free rung for one identifier. */
  claim(ideal: string, separator = '_'): string {
    const base = this.#startsLikeAName(ideal) ? ideal : `${separator || 'N'}${ideal}`;
    const ladder = `${separator} ${this.#fold(base)}`;
    for (let rung = this.#rungs.get(ladder) ?? 0; ; rung++) {
      const candidate = rung === 0 ? base : rung === 1 ? `${base}_` : `${base}${separator}${rung}`;
      if (!this.tryClaim(candidate)) continue;
      this.#rungs.set(ladder, rung + 1);
      return candidate;
    }
  }

  /** One identifier or none, for languages whose ladder has other rungs. */
  tryClaim(candidate: string): boolean {
    const key = this.#fold(candidate);
    if (this.#reserved.has(candidate) || this.#taken.has(key)) return false;
    this.#taken.add(key);
    return true;
  }

  #startsLikeAName(text: string): boolean {
    return /^[\p{L}_]/u.test(text);
  }
}
