import { type Codec, Mismatch } from './codec.js';

export const base64: Codec<Uint8Array> = { decode: decodeBase64, encode: encodeBase64 };

export const base64url: Codec<Uint8Array> = {
  decode: decodeBase64,
  encode: (value) => encodeBase64(value).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
};

function octets(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw new Mismatch('a Uint8Array', value);
}

/** Takes both alphabets, with and without padding. */
function decodeBase64(json: unknown): Uint8Array {
  if (typeof json !== 'string' || !/^[\w+/-]*={0,2}$/.test(json)) throw new Mismatch('base64', json);
  const binary = atob(json.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

function encodeBase64(value: Uint8Array): string {
  octets(value);
  let binary = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < value.length; at += 8192) {
    binary += String.fromCharCode(...value.subarray(at, at + 8192));
  }
  return btoa(binary);
}
