import type { Codec } from '../src/runtime/codec.js';
import { failureOf } from './failure.js';
import type { Request } from './protocol.js';
import { jsonOf, withOctets } from './values.js';

/** A request the API makes to its users, and how what it carries looks as JSON. */
export interface Webhook {
  readonly read: (body: string | Uint8Array, headers: Readonly<Record<string, string>>, verify?: Verify) => Promise<unknown>;
  readonly codec: Codec<unknown>;
}

type Verify = (headers: Headers, body: Uint8Array) => boolean;

/** Has the SDK read a request. */
export async function receive({ read, codec }: Webhook, { params, body, secret }: Request): Promise<object> {
  const verify: Verify = (headers, octets) => headers.get('x-signature') === `${secret} ${octets.length}`;
  try {
    const headers = (params?.header ?? {}) as Readonly<Record<string, string>>;
    const carried = await read(withOctets(body ?? '') as string | Uint8Array, headers, secret === undefined ? undefined : verify);
    return { ok: true, value: await jsonOf(codec, carried) };
  } catch (error) {
    return failureOf(error, {});
  }
}
