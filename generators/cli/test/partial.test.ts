import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generate } from '../src/generate.ts';

const answer = (name: string) => ({
  responses: {
    200: { description: 'ok', content: { 'application/json': { schema: { $ref: `#/components/schemas/${name}` } } } },
  },
});
/** Rust has no tuples of thirteen, which it finds out where the schema stands, not where it is used. */
const LONG = { type: 'array', prefixItems: Array.from({ length: 13 }, () => ({ type: 'integer' })), items: false };
const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Tuples', version: '1' },
  servers: [{ url: 'https://example.com' }],
  paths: {
    '/long': { get: { operationId: 'long', ...answer('Holder') } },
    '/short': { get: { operationId: 'short', ...answer('Short') } },
  },
  components: {
    schemas: {
      Holder: { type: 'object', properties: { all: { $ref: '#/components/schemas/Long' } } },
      Long: { type: 'object', properties: { numbers: LONG } },
      Short: { type: 'object', properties: { n: { type: 'integer' } } },
    },
  },
};

let out: string;
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'partial-'));
});
afterAll(() => rm(out, { recursive: true }));

const rendered = (allowPartial: boolean) =>
  generate({
    document: Buffer.from(JSON.stringify(DOCUMENT)),
    config: null,
    out,
    languages: ['go', 'rust'],
    check: false,
    allowPartial,
  });

it('refuses a document for what one target cannot say of a schema', async () => {
  await expect(rendered(false)).rejects.toThrow(/tuples of 13/);
});

it('leaves out what holds that schema, in every language, and lists it', async () => {
  const reports = await rendered(true);
  expect(reports.map(({ operations }) => operations)).toEqual([1, 1]);
  for (const language of ['go', 'rust']) {
    const readme = await readFile(join(out, language, 'README.md'), 'utf8');
    expect(readme).toContain('GET /long');
    expect(readme).toContain('tuples of 13');
  }
});
