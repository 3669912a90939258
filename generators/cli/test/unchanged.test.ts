import { appendFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';
import type { GenerateOptions } from '../src/options.ts';

const spec = (name: string) => fileURLToPath(new URL(`../../../spec/${name}`, import.meta.url));

describe('a run that could change nothing', { timeout: 60_000 }, () => {
  let out: string;
  let options: GenerateOptions;
  beforeAll(async () => {
    out = await mkdtemp(join(tmpdir(), 'unchanged-'));
    options = {
      document: await readFile(spec('openapi.json')),
      config: spec('sdk.yaml'),
      out,
      languages: ['go'],
      check: false,
    };
    await generate(options);
  }, 120_000);
  afterAll(() => rm(out, { recursive: true }));
  const changed = async (over: Partial<GenerateOptions> = {}) =>
    (await generate({ ...options, ...over })).flatMap((report) => report.changed);

  it('writes nothing and counts the same files', async () => {
    const [first] = await generate({ ...options, check: true });
    const [second] = await generate(options);
    expect(second).toMatchObject({ files: first?.files, changed: [], operations: first?.operations });
  });

  it('is not taken for one when a file of ours was edited or deleted', async () => {
    await appendFile(join(out, 'go/client.go'), '// mine\n');
    expect(await changed()).toEqual(['go/client.go']);
    await rm(join(out, 'go/doc.go'));
    expect(await changed()).toEqual(['go/doc.go']);
    expect(await changed()).toEqual([]);
  });

  it('is not taken for one when the document or its names changed', async () => {
    const document = Buffer.from(
      String(options.document)
        .replace('A temporal vector database.', 'Another summary.')
        .replaceAll('Store one observation', 'Store a single observation'),
    );
    expect(await changed({ document })).not.toEqual([]);
    expect(await changed()).not.toEqual([]);
    expect(await changed({ config: null })).not.toEqual([]);
    expect(await changed()).not.toEqual([]);
  });

  it('is never assumed by a check', async () => {
    await appendFile(join(out, 'go/client.go'), '// mine\n');
    expect(await changed({ check: true })).toEqual(['go/client.go']);
    expect(await changed({ check: true })).toEqual(['go/client.go']);
  });
});
