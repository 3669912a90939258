/** Vectors are kept as little-endian IEEE 754 binary32: what sqlite-vec scans and pgvector stores. */
export function toFloat32(vector: readonly number[]): Float32Array {
  return Float32Array.from(vector);
}

export const toBytes = (vector: Float32Array): Uint8Array =>
  new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength);

/** A view of stored bytes as numbers; copied only where the bytes do not lie on a multiple of four. */
export function fromBytes(bytes: Uint8Array): Float32Array {
  if (bytes.byteOffset % 4 === 0) return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  return new Float32Array(bytes.slice().buffer);
}

/**
 * The doubles to show for stored numbers: for each the shortest decimal that reads back as the same binary32, so a
 * caller who stored 0.1 is given 0.1 and not 0.10000000149011612. Nine digits always suffice.
 */
export const toShortest = (vector: Float32Array): number[] => Array.from(vector, shortest);

function shortest(value: number): number {
  for (let digits = 6; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === value) return candidate;
  }
  return Number(value.toPrecision(9));
}

/** Euclidean distance, summed in 64 bits. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = (a[i] as number) - (b[i] as number);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}
