import { parseBase64, printBase64 } from './bytes.js';
import { type Codec, Mismatch, within } from './codec.js';
import { isTypedArray, list, type NumberList } from './collections.js';
import { float } from './primitives.js';

let isPacking = false;

/** Runs what writes lists of floats in base64. */
export function packing<T>(write: () => T): T {
  const before = isPacking;
  isPacking = true;
  try {
    return write();
  } finally {
    isPacking = before;
  }
}

/** Writes later as the codec would write now: for items that are sent as they come. */
export function later<Out, In>(codec: Codec<Out, In>): Codec<Out, In> {
  return isPacking ? { ...codec, encode: (value) => packing(() => codec.encode(value)) } : codec;
}

const numbers: Codec<number[], NumberList> = list(float);

/** A list of floats, or within JSON the base64 of them as little-endian 32-bit floats. */
export const floats: Codec<number[], NumberList> = {
  decode: (json) => (typeof json === 'string' ? unpack(json) : numbers.decode(json)),
  encode: (value) => (isPacking ? pack(value) : numbers.encode(value)),
};

function pack(value: NumberList): string {
  if (!Array.isArray(value) && !isTypedArray(value)) throw new Mismatch('a list', value);
  const view = new DataView(new ArrayBuffer(4 * value.length));
  for (let at = 0; at < value.length; at++) {
    const number: unknown = value[at];
    if (typeof number !== 'number' || !Number.isFinite(Math.fround(number))) {
      throw within(new Mismatch('a finite number of 32 bits', number), at);
    }
    view.setFloat32(4 * at, number, true);
  }
  return printBase64(new Uint8Array(view.buffer));
}

function unpack(text: string): number[] {
  const octets = parseBase64(text);
  if (octets === null || octets.length % 4 > 0) {
    throw new Mismatch('a list, or one of 32-bit floats in base64', text);
  }
  const view = new DataView(octets.buffer);
  const values = new Array<number>(octets.length / 4);
  for (let at = 0; at < values.length; at++) {
    const number = view.getFloat32(4 * at, true);
    if (!Number.isFinite(number)) throw within(new Mismatch('a finite number', number), at);
    values[at] = number;
  }
  return values;
}
