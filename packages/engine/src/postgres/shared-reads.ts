import type { Change } from '../store.ts';

/**
 * Followers at the same place of one tenant's log read it together: five hundred that wait for the same change are one query. What was
 * begun before a commit is not shared after the word of it: it may not have seen it.
 */
export class SharedReads {
  readonly #running = new Map<string, Map<number, Promise<Change[]>>>();

  read(tenant: string, place: number, read: () => Promise<Change[]>): Promise<Change[]> {
    const places = this.#running.get(tenant) ?? new Map<number, Promise<Change[]>>();
    this.#running.set(tenant, places);
    const running = places.get(place);
    if (running) return running;
    const reading = read().finally(() => {
      if (places.get(place) === reading) places.delete(place);
      if (places.size === 0 && this.#running.get(tenant) === places) this.#running.delete(tenant);
    });
    places.set(place, reading);
    return reading;
  }

  /** Something was committed: whoever reads from now on must see it. */
  committed(tenant: string): void {
    this.#running.delete(tenant);
  }
}
