/**
 * Exact differences between vectors. Each number's bits are read as an integer that grows with the number, so that
 * near numbers are near integers; their difference is written as a zigzag varint (the encoding of Protocol Buffers).
 * An unchanged number takes one byte, one that moved by a thousandth takes two or three, instead of four.
 */
export function encodeDelta(vector: Float32Array, key: Float32Array): Uint8Array {
  const to = ordered(vector);
  const from = ordered(key);
  const bytes: number[] = [];
  for (let i = 0; i < to.length; i++) {
    const difference = ((to[i] as number) - (from[i] as number)) | 0;
    let rest = ((difference << 1) ^ (difference >> 31)) >>> 0;
    while (rest > 0x7f) {
      bytes.push((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes.push(rest);
  }
  return Uint8Array.from(bytes);
}

export function decodeDelta(bytes: Uint8Array, key: Float32Array): Float32Array {
  const integers = ordered(key);
  let at = 0;
  for (let i = 0; i < integers.length; i++) {
    let zigzag = 0;
    let byte: number;
    let shift = 0;
    do {
      byte = bytes[at++] as number;
      zigzag |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte > 0x7f);
    integers[i] = (integers[i] as number) + ((zigzag >>> 1) ^ -(zigzag & 1));
  }
  return fromOrdered(integers);
}

/** Negative floats grow as their bits shrink; flipping all but the sign makes integers and floats agree in order. */
const flip = (bits: number) => (bits < 0 ? bits ^ 0x7fffffff : bits);

function ordered(vector: Float32Array): Int32Array {
  return new Int32Array(vector.buffer, vector.byteOffset, vector.length).map(flip);
}

function fromOrdered(integers: Int32Array): Float32Array {
  return new Float32Array(integers.map(flip).buffer);
}
