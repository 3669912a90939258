import { sql } from 'kysely';
import type { Fragment } from './session.ts';
import { vectorText } from './vectors.ts';

/** Squares of numbers below 1e-22 vanish in 32 bits; over the longest vector that hides at most this much distance. */
const UNDERFLOW = 1e-20;

/** Where 32-bit squares overflow a distance comes out infinite; this much of it is sure. */
const OVERFLOW = 1e18;

/**
 * pgvector sums squares in 32 bits. What it computes, widened by the error that such a sum can have, says of a row what its
 * distance surely is and what it can be; the distance itself is computed in 64 bits elsewhere.
 */
export class Rough {
  readonly #length: number;
  /** How far off, relatively, a 32-bit sum of that many squares can be; twice the textbook bound. */
  readonly #error: number;
  /** Of a row `o`. Rows of other lengths, which pgvector refuses to compare, are not looked at in whatever order conditions are tried. */
  readonly distance: Fragment;

  constructor(vector: Float32Array) {
    this.#length = vector.length;
    this.#error = (vector.length + 4) * 2 ** -23;
    this.distance = sql`CASE WHEN o.dimensions = ${this.#length} THEN o.vector <-> ${vectorText(vector)}::vector END`;
  }

  /** The least that the distance of a row with this rough one can be. */
  least(rough: number): number {
    return Math.min(rough, OVERFLOW) * (1 - this.#error) - UNDERFLOW;
  }

  canBeWithin(bound: number): Fragment {
    if (bound === Infinity) return sql`true`;
    return sql`least(${this.distance}, ${OVERFLOW}::float8) * ${1 - this.#error}::float8 <= ${bound + UNDERFLOW}::float8`;
  }

  isWithin(bound: number): Fragment {
    return sql`${this.distance} * ${1 + 2 * this.#error}::float8 + ${UNDERFLOW}::float8 <= ${bound}::float8`;
  }

  canBeBeyond(bound: number): Fragment {
    return sql`${this.distance} * ${1 + 2 * this.#error}::float8 + ${UNDERFLOW}::float8 >= ${bound}::float8`;
  }
}
