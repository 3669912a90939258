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

  constructor(reserved: Reserved, fold: (text: string) => string = (text) => text) {
    this.#reserved = reserved;
    this.#fold = fold;
  }

  /** The first free rung for one identifier. */
  claim(ideal: string, separator = '_'): string {
    const base = this.#startsLikeAName(ideal) ? ideal : `${separator || 'N'}${ideal}`;
    for (let rung = 0; ; rung++) {
      const candidate = rung === 0 ? base : rung === 1 ? `${base}_` : `${base}${separator}${rung}`;
      if (this.tryClaim(candidate)) return candidate;
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
