import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';
import { languageIds } from '../src/languages.ts';
import type { TargetReport } from '../src/options.ts';

/** Reserved words, collisions, other scripts, unions, recursion, and text that tries to leave comments and strings. */
const FIXTURE = fileURLToPath(new URL('../../../spec/fixtures/names.json', import.meta.url));

describe('a document that is not ours, without configuration', () => {
  let out: string;
  let reports: TargetReport[];
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'any-'));
    reports = await generate({
      document: await readFile(FIXTURE),
      config: null,
      out,
      languages: languageIds,
      check: false,
    });
  }, 120_000);
  afterAll(() => rm(out, { recursive: true }));

  it('renders every operation in every language', () => {
    expect(reports.map(({ target, operations }) => [target, operations])).toEqual(languageIds.map((id) => [id, 4]));
  });

  it('mentions nothing of VectorScaleDB', async () => {
    const entries = await readdir(out, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    expect(files.length).toBeGreaterThan(150);
    const texts = await Promise.all(files.map(async (file) => [file, await readFile(file, 'utf8')] as const));
    expect(texts.filter(([, text]) => /vectorscale|vsdb/i.test(text)).map(([file]) => file)).toEqual([]);
  });
});
