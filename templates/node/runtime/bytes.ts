import { type Codec, Mismatch } from './codec.js';

export const base64: Codec<Uint8Array> = { decode: decodeBase64, encode: encodeBase64 };

export const base64url: Codec<Uint8Array> = {
  decode: decodeBase64url,
  encode: (value) => encodeBase64(value).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
};

function decodeBase64(json: unknown): Uint8Array {
  const octets = typeof json === 'string' ? parseBase64(json) : null;
  if (octets === null) throw new Mismatch('base64', json);
  return octets;
}

/** With and without padding. */
function decodeBase64url(json: unknown): Uint8Array {
  const isBase64url = typeof json === 'string' && /^[\w-]*=*$/.test(json);
  const text = isBase64url ? json.replace(/=+$/, '').replaceAll('-', '+').replaceAll('_', '/') : null;
  const octets = text === null ? null : octetsOf(text);
  if (octets === null) throw new Mismatch('base64 of URLs', json);
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

/** Null for what is no base64 in the standard alphabet with its padding, and nothing else. */
export function parseBase64(text: string): Uint8Array | null {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text) ? octetsOf(text) : null;
}

/** Null for a text whose length is none of base64. */
function octetsOf(text: string): Uint8Array | null {
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
