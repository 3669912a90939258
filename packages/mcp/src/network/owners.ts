import { createHash } from 'node:crypto';
import type { KV, KvEntry } from '@nats-io/kv';
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
    return (await this.#look(keyOf(tenant, entity))).owner;
  }

  /** Who has claimed it and is not forgotten, and the entry that says so, or would be taken over. */
  async #look(key: string): Promise<{ readonly owner: string | null; readonly entry: KvEntry | null }> {
    const known = this.#known.get(key);
    if (known !== undefined && this.#members.has(known)) return { owner: known, entry: null };
    const found = await this.#bucket.get(key);
    const entry = found?.operation === 'PUT' ? found : null;
    const owner = entry && (await this.#members.knows(entry.string())) ? this.#remember(key, entry.string()) : null;
    return { owner, entry };
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
    const key = keyOf(tenant, entity);
    // Looked at once: what is read again may be another's claim by then, and would be taken from them.
    const { owner: found, entry } = await this.#look(key);
    if (found !== null) return found;
    const { self } = this.#members;
    try {
      if (entry) await this.#bucket.update(key, self, entry.revision);
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
