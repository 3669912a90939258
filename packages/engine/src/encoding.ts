import { decodeDelta, encodeDelta } from './delta.ts';
import { distance, fromBytes, toBytes } from './float32.ts';

/** How a row holds its vector: whole, as a reference to an equal key row, or as a difference from a key row. */
export const Encoding = { whole: 0, same: 1, delta: 2 } as const;
export type Encoding = (typeof Encoding)[keyof typeof Encoding];

export interface Encoded {
  encoding: Encoding;
  payload: Uint8Array | null;
  /** How far the vector is from its key; null for one that has none. */
  radius: number | null;
}

/** A difference must save a quarter: less is not worth the second row that reading it takes. */
const WORTHWHILE = 0.75;

/** Encodes against the latest whole vector of the same entity and length; without one, or far from it, whole. */
export function encode(vector: Float32Array, key: Float32Array | null): Encoded {
  if (key) {
    if (equalBits(vector, key)) return { encoding: Encoding.same, payload: null, radius: 0 };
    const payload = encodeDelta(vector, key);
    if (payload.length <= vector.byteLength * WORTHWHILE) {
      return { encoding: Encoding.delta, payload, radius: distance(vector, key) };
    }
  }
  return { encoding: Encoding.whole, payload: toBytes(vector), radius: null };
}

export function decode(encoding: Encoding, payload: Uint8Array | null, key: Uint8Array | null): Float32Array {
  if (encoding === Encoding.whole) return fromBytes(payload as Uint8Array);
  const base = fromBytes(key as Uint8Array);
  return encoding === Encoding.same ? base : decodeDelta(payload as Uint8Array, base);
}

/** Compares bits, not numbers: 0 and -0 differ, and both come back as they were given. */
const equalBits = (a: Float32Array, b: Float32Array) => Buffer.compare(toBytes(a), toBytes(b)) === 0;
