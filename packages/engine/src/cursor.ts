import { createHmac, timingSafeEqual } from 'node:crypto';
import { StoreError } from './errors.ts';

/**
 * A page's place as an opaque word, signed with the store's own secret for one tenant and filter: it can be neither
 * made up nor used for another.
 */
export class CursorSeal {
  readonly #secret: Uint8Array;

  constructor(secret: Uint8Array) {
    this.#secret = secret;
  }

  seal(scope: readonly unknown[], place: string): string {
    return Buffer.concat([this.#mark(scope, place), Buffer.from(place)]).toString('base64url');
  }

  open(scope: readonly unknown[], cursor: string): string {
    const bytes = Buffer.from(cursor, 'base64url');
    const place = bytes.subarray(16).toString();
    if (bytes.length > 16 && timingSafeEqual(bytes.subarray(0, 16), this.#mark(scope, place))) return place;
    throw new StoreError('invalid_cursor', 'the cursor is not one of this listing: start again without it');
  }

  #mark(scope: readonly unknown[], place: string): Buffer {
    return createHmac('sha256', this.#secret)
      .update(JSON.stringify([scope, place]))
      .digest()
      .subarray(0, 16);
  }
}
