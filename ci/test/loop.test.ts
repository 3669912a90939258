import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { changeLoop } from '../src/loop/loop.ts';
import { changesByLanguage } from '../src/release/changes.ts';

// One language, the quickest to build; `nx run loop` is every language.
test('a changed route comes to a new package by itself, and old and new work with either server', async () => {
  const work = await mkdtemp(join(tmpdir(), 'loop-'));
  try {
    await changeLoop(['node'], work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}, 600_000);

test('each language is told what is said to it, and what is said to all', () => {
  const languages = [
    { id: 'a', title: 'A' },
    { id: 'b', title: 'B.js' },
    { id: 'c', title: 'C' },
  ];
  const document = '### A (breaking), B.js (addition)\n\nfor two\n\n### C (fix)\n\nfor one';
  expect(changesByLanguage([document, 'by hand'], languages)).toEqual({
    a: 'for two\n\nby hand',
    b: 'for two\n\nby hand',
    c: 'for one\n\nby hand',
  });
  expect(changesByLanguage(['### A (fix)\n\nfor one'], languages)).toEqual({ a: 'for one' });
});
