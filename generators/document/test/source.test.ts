import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Refused } from '@sdkgen/ir';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from '../src/parse.ts';
import { readSource } from '../src/source.ts';
import { validate } from '../src/validate.ts';

const codeOf = async (run: Promise<unknown>) => {
  const error = await run.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Refused)) throw new Error(`not refused: ${String(error)}`);
  return error.diagnostics[0]?.code;
};
const bytes = (text: string) => Buffer.from(text);

describe('readSource', () => {
  let folder: string;
  let server: Server;
  let url: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'source-'));
    server = createServer((request, response) => {
      response.writeHead(request.url === '/down' ? 503 : 200);
      if (request.url === '/huge') for (let sent = 0; sent < 40; sent++) response.write(Buffer.alloc(1024 * 1024));
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  it('reads a file and a URL as they are', async () => {
    const path = join(folder, 'a.json');
    await writeFile(path, '{ }\n');
    expect(Buffer.from(await readSource(path)).toString()).toBe('{ }\n');
    expect(Buffer.from(await readSource(`${url}/ok`)).toString()).toBe('{}');
  });

  it('refuses what is not there, fails, or is too large', async () => {
    const huge = join(folder, 'huge.json');
    await writeFile(huge, '');
    await truncate(huge, 50_000_000);
    expect(await codeOf(readSource(join(folder, 'nowhere')))).toBe('unreadable');
    expect(await codeOf(readSource(`${url}/down`))).toBe('unreachable');
    expect(await codeOf(readSource('http://127.0.0.1:9/'))).toBe('unreachable');
    expect(await codeOf(readSource(huge))).toBe('too-large');
    expect(await codeOf(readSource(`${url}/huge`))).toBe('too-large');
  });
});

describe('parseDocument', () => {
  it('takes JSON and YAML', async () => {
    expect(await parseDocument(bytes('{"a":1}'))).toEqual({ a: 1 });
    expect(await parseDocument(bytes('a: 1\nb: [x]\n'))).toEqual({ a: 1, b: ['x'] });
  });

  it.each([
    ['not-json', '{"a":'],
    ['not-json', 'a: [1'],
    ['not-an-object', '[1]'],
    ['not-an-object', 'just text'],
    ['too-deep', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    [
      'not-json',
      `a: &a [x,x,x,x,x,x]\n${[...'bcdefg'].map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdef'[index]}`)}]`).join('\n')}`,
    ],
  ])('refuses %s', async (code, text) => {
    expect(await codeOf(parseDocument(bytes(text)))).toBe(code);
  });

  it('refuses what is not UTF-8', async () => {
    expect(await codeOf(parseDocument(Buffer.from([0x7b, 0xff, 0x7d])))).toBe('not-utf-8');
  });
});

describe('validate', () => {
  const valid = { openapi: '3.1.0', info: { title: 't', version: '1' }, paths: {} };

  it('passes what is valid and leaves it as it was', async () => {
    const document = structuredClone(valid);
    await validate(document);
    expect(document).toEqual(valid);
  });

  it.each([
    [{ ...valid, openapi: '2.0.0' }],
    [{ ...valid, info: 1 }],
    [{ ...valid, paths: { '/a': { get: { responses: 'none' } } } }],
    [{ swagger: '2.0' }],
  ])('refuses %j', async (document) => {
    expect(await codeOf(validate(document as never))).toBe('invalid-document');
  });

  const get = (operation: object) => ({ ...valid, paths: { '/a': { get: operation } } });
  const ok = { description: 'ok' };

  it.each([
    ['a word nobody knows', get({ responses: { 200: ok }, consumes: ['a/b'] })],
    [
      'a description that is missing or a number',
      { ...get({ responses: { 200: {} } }), info: { title: 1, version: '1' } },
    ],
    [
      'an example that does not fit',
      get({ responses: { 200: { ...ok, content: { 'a/b': { example: 1, examples: [] } } } } }),
    ],
    [
      'a schema 3.0 has no words for',
      { ...valid, openapi: '3.0.3', components: { schemas: { A: { type: ['string', 'null'] } } } },
    ],
    [
      '3.2',
      {
        ...valid,
        openapi: '3.2.0',
        paths: { '/a': { get: { responses: { 200: { content: { 'a/b': { itemSchema: {} } } } } } } },
      },
    ],
  ])('takes %s', async (_, document) => {
    await validate(document as never);
  });

  it.each([
    [
      'a parameter without a place',
      '#/paths/~1a/get/parameters/0',
      get({ parameters: [{ name: 'a', schema: {} }], responses: {} }),
    ],
    ['a path without a slash', '#/paths', { ...valid, paths: { a: {} } }],
    ['answers that are no object', '#/paths/~1a/get/responses', { ...get({ responses: [] }), openapi: '3.0.3' }],
    ['3.2 with a server without a URL', '#/servers/0', { ...valid, openapi: '3.2.0', servers: [{ url: 1 }] }],
  ])('points at %s', async (_, pointer, document) => {
    const error = await validate(document as never).catch((reason: unknown) => reason);
    expect((error as Refused).diagnostics.map((each) => each.pointer)).toContainEqual(expect.stringContaining(pointer));
  });

  it('fetches nothing', async () => {
    const document = { ...valid, components: { schemas: { A: { $ref: 'http://127.0.0.1:9/x.json' } } } };
    await validate(document);
  });
});
