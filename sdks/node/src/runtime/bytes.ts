import { type Codec, Mismatch } from './codec.js';

export const base64: Codec<Uint8Array> = { decode: decodeBase64, encode: encodeBase64 };

export const base64url: Codec<Uint8Array> = {
  decode: decodeBase64,
  encode: (value) => encodeBase64(value).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
};

/** Takes both alphabets, with and without padding. */
function decodeBase64(json: unknown): Uint8Array {
  const isBase64 = typeof json === 'string' && /^[\w+/-]*={0,2}$/.test(json);
  const octets = isBase64 ? parseBase64(json.replaceAll('-', '+').replaceAll('_', '/')) : null;
  if (octets === null) throw new Mismatch('base64', json);
  return octets;
}

function encodeBase64(value: unknown): string {
  if (value instanceof Uint8Array) return printBase64(value);
  throw new Mismatch('a Uint8Array', value);
}

/** In the standard alphabet, with padding. Newer engines do it by themselves, many times faster. */
export function printBase64(octets: Uint8Array & { toBase64?(): string }): string {
  if (octets.toBase64) return octets.toBase64();
  let binary = '';
  // In pieces: a call takes only so many arguments. And by `apply`: spread, each octet would be looked at one by one.
  for (let at = 0; at < octets.length; at += 8192) {
    binary += String.fromCharCode.apply(null, octets.subarray(at, at + 8192) as unknown as number[]);
  }
  return btoa(binary);
}

/** Null for what is no base64 of the standard alphabet. Spaces are passed over, and padding may be left out. */
export function parseBase64(text: string): Uint8Array | null {
  const engine: typeof Uint8Array & { fromBase64?(text: string): Uint8Array } = Uint8Array;
  try {
    if (engine.fromBase64) return engine.fromBase64(text);
    const binary = atob(text);
    const octets = new Uint8Array(binary.length);
    for (let at = 0; at < binary.length; at++) octets[at] = binary.charCodeAt(at);
    return octets;
  } catch {
    return null;
  }
}
