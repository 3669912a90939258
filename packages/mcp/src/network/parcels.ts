import { headers, type Msg, type NatsConnection } from '@nats-io/transport-node';

const PART = 'Vsdb-Part';
const PARCEL = 'Vsdb-Parcel';
const PART_BYTES = 512 * 1024;
const HEAD_BYTES = 4096;
const MOST_PARTS = 512;
const KEPT_MS = 60_000;

/** Sends bytes of any size as messages of a size the NATS server takes. */
export function sendParcel(nats: NatsConnection, to: string, parcel: string, bytes: Uint8Array, reply?: string): void {
  const size = Math.min(PART_BYTES, (nats.info?.max_payload ?? PART_BYTES) - HEAD_BYTES);
  const parts = Math.max(1, Math.ceil(bytes.length / size));
  for (let part = 0; part < parts; part++) {
    const head = headers();
    head.set(PARCEL, parcel);
    head.set(PART, `${part}/${parts}`);
    nats.publish(to, bytes.subarray(part * size, (part + 1) * size), { headers: head, ...(reply && { reply }) });
  }
}

/** Puts parcels together. Parts of one come in order; one of which no more comes is forgotten. */
export class Parcels {
  readonly #open = new Map<string, Uint8Array[]>();

  /** The whole, once its last part has come. */
  take(message: Msg): { readonly parcel: string; readonly bytes: Uint8Array } | null {
    const parcel = message.headers?.get(PARCEL) ?? '';
    const [part = Number.NaN, parts = Number.NaN] = (message.headers?.get(PART) ?? '').split('/').map(Number);
    if (parcel === '' || !(part < parts) || parts > MOST_PARTS) return null;
    if (parts === 1) return { parcel, bytes: message.data };
    const before = this.#open.get(parcel) ?? this.#begin(parcel);
    before.push(message.data);
    if (before.length < parts) return null;
    this.#open.delete(parcel);
    return { parcel, bytes: Buffer.concat(before) };
  }

  #begin(parcel: string): Uint8Array[] {
    const parts: Uint8Array[] = [];
    this.#open.set(parcel, parts);
    setTimeout(() => this.#open.delete(parcel), KEPT_MS).unref();
    return parts;
  }
}
