import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { SqliteStore, type SqliteStoreOptions } from '../src/index.ts';

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

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
