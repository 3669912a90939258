import { createHash } from 'node:crypto';
import type { KV } from '@nats-io/kv';
import type { Members } from './members.ts';

const KNOWN_AT_MOST = 100_000;
const AT_ONCE = 128;

/**
 * Which node an entity belongs to: the one it was first stored through, for good. JetStream decides, by letting only one create the claim; so
 * two nodes never own an entity, whatever is cut from whatever.
 */
export class Owners {
  readonly #bucket: KV;
  readonly #members: Members;
  readonly #known = new Map<string, string>();

  constructor(bucket: KV, members: Members) {
    this.#bucket = bucket;
    this.#members = members;
  }

  /** Null when nobody has claimed it, or who did is forgotten. */
  async find(tenant: string, entity: string): Promise<string | null> {
    const key = keyOf(tenant, entity);
    const known = this.#known.get(key);
    if (known !== undefined && this.#members.has(known)) return known;
    const entry = await this.#bucket.get(key);
    const owner = entry?.operation === 'PUT' ? entry.string() : null;
    return owner !== null && this.#members.has(owner) ? this.#remember(key, owner) : null;
  }

  /** Owners of all of these: this node, where there was none before. */
  async claim(tenant: string, entities: Iterable<string>): Promise<Map<string, string>> {
    const owners = new Map<string, string>();
    const left = [...new Set(entities)];
    while (left.length > 0)
      await Promise.all(left.splice(0, AT_ONCE).map(async (one) => owners.set(one, await this.#claim(tenant, one))));
    return owners;
  }

  async #claim(tenant: string, entity: string): Promise<string> {
    const found = await this.find(tenant, entity);
    if (found !== null) return found;
    const key = keyOf(tenant, entity);
    const entry = await this.#bucket.get(key);
    const { self } = this.#members;
    try {
      if (entry?.operation === 'PUT') await this.#bucket.update(key, self, entry.revision);
      else await this.#bucket.create(key, self);
      return this.#remember(key, self);
    } catch (error) {
      // Another was quicker. If none was, JetStream itself is the trouble.
      const owner = await this.find(tenant, entity);
      if (owner === null) throw error;
      return owner;
    }
  }

  #remember(key: string, owner: string): string {
    if (this.#known.size >= KNOWN_AT_MOST) this.#known.clear();
    this.#known.set(key, owner);
    return owner;
  }
}

/** Ids may hold what keys may not. */
const keyOf = (tenant: string, entity: string): string =>
  `${tenant}.${createHash('sha256').update(entity).digest('base64url')}`;
