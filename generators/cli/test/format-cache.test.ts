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
  new DiskFormatCache(folder, 'v1').set('a.ts', 'x', 'X');
  const cache = new DiskFormatCache(folder, 'v1');
  expect(cache.get('a.ts', 'x')).toBe('X');
  expect(cache.get('a.ts', 'y')).toBeNull();
  expect(cache.get('b.ts', 'x')).toBeNull();
});

it('takes nothing another formatter made', () => {
  new DiskFormatCache(folder, 'v1').set('a.ts', 'x', 'X');
  expect(new DiskFormatCache(folder, 'v2').get('a.ts', 'x')).toBeNull();
});

it('forgets what a run had no use for', async () => {
  const first = new DiskFormatCache(folder, 'v1');
  first.set('a.ts', 'x', 'X');
  first.set('b.ts', 'y', 'Y');
  const second = new DiskFormatCache(folder, 'v1');
  second.get('a.ts', 'x');
  second.prune();
  expect(await readdir(folder)).toHaveLength(1);
  expect(new DiskFormatCache(folder, 'v1').get('a.ts', 'x')).toBe('X');
});

it('is none where it cannot be', () => {
  const cache = new DiskFormatCache(join(folder, 'a\0b'), 'v1');
  cache.set('a.ts', 'x', 'X');
  cache.prune();
  expect(cache.get('a.ts', 'x')).toBeNull();
});
