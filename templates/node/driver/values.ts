import { type Codec, mirrored } from '../src/runtime/codec.js';
import type { Json } from './operation.js';

/** What a caller passes, made of JSON. Octets stand in it as `$bytes` and `$file`. */
export function callerValue(codec: Codec<unknown>, json: unknown): unknown {
  return mirrored(() => codec.decode(json));
}

/** JSON of what the SDK gave. */
export async function jsonOf(codec: Codec<unknown> | null, value: unknown): Promise<unknown> {
  if (value === undefined || value === null) return null;
  const json = isDownload(value) ? await value.bytes() : codec && mirrored(() => codec.encode(value));
  return json instanceof Uint8Array ? { $bytes: Buffer.from(json).toString('base64') } : json;
}

function isDownload(value: unknown): value is { bytes(): Promise<Uint8Array> } {
  return typeof value === 'object' && value !== null && 'bytes' in value && typeof value.bytes === 'function';
}

/** The tree with octets in place of `$bytes` and `$file`. */
export function withOctets(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(withOctets);
  if (typeof json !== 'object' || json === null || Object.getPrototypeOf(json) !== Object.prototype) return json;
  const { $bytes, $file } = json as { $bytes?: Json; $file?: Readonly<Record<string, Json>> };
  if (typeof $bytes === 'string') return new Uint8Array(Buffer.from($bytes, 'base64'));
  if (typeof $file === 'object' && $file !== null) return fileOf($file);
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withOctets(value)]));
}

function fileOf({ name, type, base64, headers }: Readonly<Record<string, Json>>) {
  return {
    content: new Uint8Array(Buffer.from(String(base64 ?? ''), 'base64')),
    ...(name !== undefined && { name: String(name) }),
    ...(type !== undefined && { contentType: String(type) }),
    ...(headers !== undefined && { headers: headers as Readonly<Record<string, string>> }),
  };
}
