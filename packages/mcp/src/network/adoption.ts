import { type Store, StoreError } from '@vectorscaledb/engine';
import type { Identity } from './identity.ts';
import type { Owners } from './owners.ts';

const PAGE = 1_000;
const TOLD = 5;

/** Makes a tenant's entities that were here before the federation known to it as this node's, once. */
export class Adoption {
  readonly #store: Store;
  readonly #identity: Identity;
  readonly #adopted: (tenant: string) => void;
  readonly #running = new Map<string, Promise<void>>();
  #owners: Owners | null = null;

  constructor(store: Store, identity: Identity, adopted: (tenant: string) => void) {
    this.#store = store;
    this.#identity = identity;
    this.#adopted = adopted;
  }

  set owners(owners: Owners) {
    this.#owners = owners;
  }

  /** Before a tenant's first write here; before a reading only where there is something to adopt. */
  async ensure(tenant: string, isWrite: boolean): Promise<void> {
    if (this.#identity.tenants[tenant] !== undefined) return;
    const owners = this.#owners;
    if (!isWrite && (!owners || (await this.#isEmpty(tenant)))) return;
    if (!owners) throw new StoreError('unavailable', 'this node has not reached its federation yet');
    const running = this.#running.get(tenant) ?? this.#adopt(tenant, owners);
    this.#running.set(tenant, running);
    await running.finally(() => this.#running.delete(tenant));
  }

  async #adopt(tenant: string, owners: Owners): Promise<void> {
    const signal = AbortSignal.abort();
    const { startId } = await this.#store.changes(tenant, { signal });
    const others: string[] = [];
    let cursor: string | null | undefined;
    while (cursor !== null) {
      const page = await this.#store.entities(tenant, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
      const claimed = await owners.claim(
        tenant,
        page.entities.map(({ entityId }) => entityId),
      );
      for (const [entity, owner] of claimed) if (owner !== this.#identity.node) others.push(`${entity} of ${owner}`);
      cursor = page.nextCursor;
    }
    if (others.length > 0)
      throw new StoreError(
        'unavailable',
        `${others.length} entities in this data folder belong to other nodes (${others.slice(0, TOLD).join(', ')}): ` +
          'delete them here with --standalone, or use another folder',
      );
    this.#identity.keepTenant(tenant, startId);
    this.#adopted(tenant);
  }

  async #isEmpty(tenant: string): Promise<boolean> {
    return (await this.#store.entities(tenant, { limit: 1 })).entities.length === 0;
  }
}
