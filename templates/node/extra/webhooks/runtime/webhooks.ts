import { DecodeError, InvalidSignatureError } from '../errors.js';
import { type Codec, Mismatch } from './codec.js';
import { parseJson } from './json.js';

/** Headers as frameworks give them. */
export type WebhookHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Says whether a request is from whom it claims to be, by its headers and its very octets. What it throws means no, too. */
export type Verifier = (headers: Headers, body: Uint8Array) => boolean | undefined | Promise<boolean | undefined>;

/** Checks the signature of a request, if there is something to check it with, and decodes what it carries; without a codec its octets. */
export async function received<T>(
  codec: Pick<Codec<unknown>, 'decode'> | null,
  body: string | Uint8Array,
  headers: WebhookHeaders,
  verify: Verifier | undefined,
): Promise<T> {
  const octets = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  if (verify) await verified(verify, headersOf(headers), octets);
  if (!codec) return octets as T;
  try {
    return codec.decode(parseJson(new TextDecoder().decode(octets))) as T;
  } catch (error) {
    const message = error instanceof Mismatch ? error.describe('') : 'The body is not JSON.';
    throw new DecodeError({ message, cause: error });
  }
}

async function verified(verify: Verifier, headers: Headers, octets: Uint8Array): Promise<void> {
  let cause: unknown;
  try {
    if ((await verify(headers, octets)) !== false) return;
  } catch (error) {
    cause = error;
  }
  throw new InvalidSignatureError({ message: 'The signature of the webhook is wrong.', cause });
}

function headersOf(given: WebhookHeaders): Headers {
  if (given instanceof Headers) return given;
  const pairs = Object.entries(given).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).flatMap((one) => (one === undefined ? [] : [[name, String(one)]])),
  );
  return new Headers(pairs as [string, string][]);
}
