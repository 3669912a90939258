import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqliteStore, type SqliteStoreOptions } from '../src/index.ts';

export { seededRandom as seeded } from '../src/random.ts';

export const randomVector = (random: () => number, length: number) => Array.from({ length }, () => random() * 2 - 1);

export function memoryStore(options: SqliteStoreOptions = {}): SqliteStore {
  const store = new SqliteStore(options);
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
