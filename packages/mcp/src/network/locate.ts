import { type Store, StoreError } from '@vectorscaledb/engine';
import type { Owners } from './owners.ts';

/** Finds the node that has an entity. What this node has is its own, also while it is cut off. */
export class Locator {
  readonly #self: string;
  readonly #store: Store;
  readonly #owners: () => Owners | null;

  constructor(self: string, store: Store, owners: () => Owners | null) {
    this.#self = self;
    this.#store = store;
    this.#owners = owners;
  }

  /** Null when no node has it. */
  async find(tenant: string, entityId: string): Promise<string | null> {
    if (await this.#isHere(tenant, entityId)) return this.#self;
    const owners = this.#owners();
    if (!owners) throw unknownOwner(entityId);
    return owners.find(tenant, entityId).catch(() => {
      throw unknownOwner(entityId);
    });
  }

  /** Who stores observations of these, each. An entity that nobody has becomes this node's; absent: that cannot be told now. */
  async claim(tenant: string, entities: Iterable<string>): Promise<Map<string, string>> {
    const ids = [...new Set(entities)];
    const here = await Promise.all(ids.map((id) => this.#isHere(tenant, id)));
    const found = new Map(ids.filter((_, index) => here[index]).map((id) => [id, this.#self]));
    const left = ids.filter((id) => !found.has(id));
    const owners = this.#owners();
    if (left.length === 0 || !owners) return found;
    const claimed = await owners.claim(tenant, left).catch(() => new Map<string, string>());
    return new Map([...found, ...claimed]);
  }

  async #isHere(tenant: string, entityId: string): Promise<boolean> {
    try {
      await this.#store.entity(tenant, entityId);
      return true;
    } catch (error) {
      if (error instanceof StoreError && error.code === 'entity_not_found') return false;
      throw error;
    }
  }
}

export const unknownOwner = (entityId: string): StoreError =>
  new StoreError(
    'unavailable',
    `this node is cut off from NATS, and ${JSON.stringify(entityId)} is not one of its own entities`,
  );
