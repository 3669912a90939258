import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DiskFormatCache } from '../src/format-cache.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'formats-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('knows what was formatted before, by path and text', () => {
  new DiskFormatCache(folder).set('a.ts', 'x', 'X');
  const cache = new DiskFormatCache(folder);
  expect(cache.get('a.ts', 'x')).toBe('X');
  expect(cache.get('a.ts', 'y')).toBeNull();
  expect(cache.get('b.ts', 'x')).toBeNull();
});

it('forgets what a run had no use for', async () => {
  const first = new DiskFormatCache(folder);
  first.set('a.ts', 'x', 'X');
  first.set('b.ts', 'y', 'Y');
  const second = new DiskFormatCache(folder);
  second.get('a.ts', 'x');
  second.prune();
  expect(await readdir(folder)).toHaveLength(1);
  expect(new DiskFormatCache(folder).get('a.ts', 'x')).toBe('X');
});

it('is none where it cannot be', () => {
  const cache = new DiskFormatCache(join(folder, 'a\0b'));
  cache.set('a.ts', 'x', 'X');
  cache.prune();
  expect(cache.get('a.ts', 'x')).toBeNull();
});
