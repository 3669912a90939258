/** A vector as pgvector reads it: numbers of 32 bits printed as doubles, which loses nothing. */
export const vectorText = (vector: Float32Array): string => `[${vector.join(',')}]`;

/** What pgvector sends and receives: length, nothing, and the numbers, all with the highest byte first. */
export function toSent(vector: Float32Array): Buffer {
  const bytes = Buffer.alloc(4 + vector.byteLength);
  bytes.writeInt16BE(vector.length);
  for (let i = 0; i < vector.length; i++) bytes.writeFloatBE(vector[i] as number, 4 + 4 * i);
  return bytes;
}

export function fromSent(bytes: Uint8Array): Float32Array {
  const { buffer } = Uint8Array.from(bytes.subarray(4));
  Buffer.from(buffer).swap32();
  return new Float32Array(buffer);
}
