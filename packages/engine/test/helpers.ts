import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqliteStore, type SqliteStoreOptions, type Store } from '../src/index.ts';

export { seededRandom as seeded } from '../src/random.ts';

export const randomVector = (random: () => number, length: number) => Array.from({ length }, () => random() * 2 - 1);

export function memoryStore(options: SqliteStoreOptions = {}): SqliteStore {
  const store = new SqliteStore(options);
  onTestFinished(() => store.close());
  return store;
}

export interface StoreKind {
  /** Whether rows are kept as differences, which `compressed` counts. */
  compresses: boolean;
  /** How many random cases, or rounds of one, there is time for. */
  runs: number;
  /** Where data outlives a store. */
  place(): Promise<string>;
  open(options: { place?: string; changesKept?: number }): Promise<Store>;
}

const embedded: StoreKind = {
  compresses: true,
  runs: 60,
  place: async () => temporaryDirectory(),
  open: async ({ place, ...options }) =>
    new SqliteStore({ ...options, ...(place !== undefined && { directory: place }) }),
};

let kind = embedded;

/** What the tests that are imported from now on run on: the same ones hold every kind of store to the same answers. */
export function useStores(other: StoreKind): void {
  kind = other;
}

export const storeKind = (): StoreKind => kind;

export async function openStore(options: { place?: string; changesKept?: number } = {}): Promise<Store> {
  const store = await kind.open(options);
  onTestFinished(() => store.close());
  return store;
}

export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'vectorscaledb-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export async function collect<T>(items: AsyncIterable<T>, count = Infinity): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) if (found.push(item) === count) break;
  return found;
}
