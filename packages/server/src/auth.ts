import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

export const TENANT = /^[A-Za-z0-9_-]{1,64}$/;
const KEY = /^[A-Za-z0-9_-]+$/;

/** A caller that was let in: who it is for rate limits, and the tenants it may act for. */
export interface Caller {
  id: number;
  tenants: readonly string[] | 'any';
  /** Whether a key was asked for at all. */
  authenticated: boolean;
}

/**
 * The API keys, held only as keyed hashes. Every hash is compared on every look-up, in constant time.
 * Without any key every caller is let in and may act for any tenant.
 */
export class KeyRing {
  readonly #salt = randomBytes(32);
  readonly #entries: { hash: Buffer; caller: Caller }[] = [];

  /** Each entry is `KEY[=TENANT[,TENANT…]]`; `*` stands for any tenant, none for `default`. */
  constructor(entries: readonly string[]) {
    for (const entry of entries) this.#add(entry);
  }

  get open(): boolean {
    return this.#entries.length === 0;
  }

  find(key: string | undefined): Caller | null {
    if (this.open) return { id: 0, tenants: 'any', authenticated: false };
    const hash = this.#hash(key ?? '');
    let found: Caller | null = null;
    for (const entry of this.#entries) if (timingSafeEqual(entry.hash, hash)) found = entry.caller;
    return found;
  }

  #add(entry: string): void {
    const [key = '', ...rest] = entry.split('=');
    const names = rest.length ? rest.join('=').split(',') : ['default'];
    if (!KEY.test(key)) throw new Error('an API key must be made of A-Z, a-z, 0-9, _ and - only');
    if (!names.every((name) => name === '*' || TENANT.test(name)))
      throw new Error('an API key names a tenant that is not 1 to 64 of A-Z, a-z, 0-9, _ and -');
    const hash = this.#hash(key);
    if (this.#entries.some((other) => other.hash.equals(hash))) throw new Error('an API key is given twice');
    const tenants = names.includes('*') ? 'any' : names;
    this.#entries.push({ hash, caller: { id: this.#entries.length, tenants, authenticated: true } });
  }

  #hash(key: string): Buffer {
    return createHmac('sha256', this.#salt).update(key).digest();
  }
}

/** The tenant a caller acts for: the one it names where it may, else its first; null where it may not. */
export function tenantOf({ tenants }: Caller, named: string | undefined): string | null {
  if (named === undefined) return tenants === 'any' ? 'default' : (tenants[0] as string);
  return tenants === 'any' || tenants.includes(named) ? named : null;
}
