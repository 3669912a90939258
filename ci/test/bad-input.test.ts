import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRoot, root } from '../src/paths.ts';
import { run } from '../src/run/process.ts';
import { PINNED, sdkgen } from '../src/sdkgen.ts';
import { digestsOf, readTree } from '../src/stage.ts';

const MINUTE = 60_000;
let work = '';
let out = '';
let before = new Map<string, string>();
const servers: Server[] = [];

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'bad-input-'));
  out = join(work, 'sdks');
  await cp(inRoot('sdks'), out, { recursive: true });
  before = await digestsOf(out);
});
afterAll(async () => {
  for (const server of servers) server.closeAllConnections();
  for (const server of servers) server.close();
  await rm(work, { recursive: true, force: true });
});

async function file(text: string): Promise<string> {
  const path = join(await mkdtemp(join(work, 'document-')), 'openapi.json');
  await writeFile(path, text);
  return path;
}

function answering(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.json`),
    );
  });
}

async function nobodyListens(): Promise<string> {
  const url = await answering(() => undefined);
  await new Promise((resolve) => servers.pop()?.close(resolve));
  return url;
}

const api = (more: object): string =>
  JSON.stringify({ openapi: '3.1.0', info: { title: 'T', version: '1' }, paths: {}, ...more });
const schemas = (all: object): object => ({ components: { schemas: all } });
const used = (schema: string): object => ({
  paths: {
    '/a': {
      get: {
        operationId: 'a',
        responses: { 200: { description: 'd', content: { 'application/json': { schema: { $ref: schema } } } } },
      },
    },
  },
});
const huge = (): string => api({ 'x-padding': 'x'.repeat(50 * 1024 * 1024) });

describe('sdkgen says in one message what is wrong, exits 2 and leaves the output as it was, given', () => {
  test.each<[string, () => Promise<string>, RegExp]>([
    ['half a JSON document', () => file('{"openapi": "3.1.0", "info": {'), /JSON|YAML|parse/i],
    ['no document at all', () => file(''), /empty|object|OpenAPI/i],
    ['prose', () => file('Dear reader,\n\nthis is a letter.'), /OpenAPI|object/i],
    ['binary', () => file('\u0000\u0001\u0002\ufffd'), /./],
    ['an invalid OpenAPI document', () => file('{"openapi":"3.1.0","info":{"title":"T"},"paths":{}}'), /version/],
    [
      'another version of OpenAPI',
      () => file('{"swagger":"2.0","info":{"title":"T","version":"1"},"paths":{}}'),
      /2\.0|3\./,
    ],
    ['a file that is not there', async () => join(work, 'nowhere.json'), /ENOENT|no such file/],
    ['a folder', async () => work, /./],
    ['50 MB in a file', () => file(huge()), /larger than/],
    ['50 MB from a server', () => answering((_, response) => response.end(huge())), /larger than/],
    [
      'arrays a hundred thousand deep',
      () => file(api({ 'x-deep': 0 }).replace(':0}', `:${'['.repeat(1e5)}${']'.repeat(1e5)}}`)),
      /deep/,
    ],
    [
      'a reference to itself',
      () => file(api({ ...used('#/components/schemas/A'), ...schemas({ A: { $ref: '#/components/schemas/A' } }) })),
      /\$ref|refer|cycl|itself/i,
    ],
    [
      'references in a circle',
      () =>
        file(
          api({
            ...used('#/components/schemas/A'),
            ...schemas({ A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }),
          }),
        ),
      /\$ref|refer|cycl|itself/i,
    ],
    ['a reference to nothing', () => file(api(used('#/components/schemas/Nothing'))), /Nothing/],
    ['a reference to another file', () => file(api(used('file:///etc/passwd'))), /extern|refer|\$ref/i],
    ['a server that is down', nobodyListens, /ECONNREFUSED|refused|server is up/],
    ['a host that does not exist', async () => 'http://nowhere.invalid/openapi.json', /nowhere\.invalid/],
    ['a server that hangs up', () => answering((request) => request.socket.destroy()), /fetch|socket|server is up/],
    ['a server that fails', () => answering((_, response) => response.writeHead(503).end()), /503/],
    ['a web page', () => answering((_, response) => response.end('<!doctype html><p>Hello')), /./],
  ])('%s', { timeout: MINUTE }, async (_, makeSpec, says) => {
    await refuses(['--spec', await makeSpec(), '--out', out], says);
    expect(await digestsOf(out)).toEqual(before);
  });
});

describe('sdkgen refuses', () => {
  test('an output below a regular file', { timeout: MINUTE }, async () => {
    const regular = await file('mine');
    await refuses(['--spec', PINNED, '--out', join(regular, 'sdks')], /openapi\.json is a file/);
    expect(await readTree(join(regular, '..'))).toEqual(new Map([['openapi.json', Buffer.from('mine')]]));
  });

  test('a folder with files that are not its own', { timeout: MINUTE }, async () => {
    const foreign = join(work, 'foreign');
    await mkdir(join(foreign, 'go'), { recursive: true });
    await writeFile(join(foreign, 'go', 'main.go'), 'package main');
    await refuses(['--spec', PINNED, '--out', foreign], /not empty/);
    expect(await readTree(foreign)).toEqual(new Map([['go/main.go', Buffer.from('package main')]]));
  });

  test.each([
    [['--out', 'x'], /--spec/],
    [['--spec', PINNED], /--out/],
    [['--spec', PINNED, '--out', 'x', '--lang', 'cobol'], /cobol/],
    [['--spec', PINNED, '--out', 'x', '--config', '/nowhere.yaml'], /nowhere\.yaml/],
    [['--spec', PINNED, '--out', 'x', '--colour'], /--colour/],
  ])('%j', async (flags, says) => {
    await refuses(flags, says);
  });
});

describe('the main job leaves spec/ and sdks/ as they were', () => {
  const job = (env: Record<string, string>, ...flags: string[]) =>
    run({
      argv: ['nx', 'run', 'generate', '--skip-nx-cache', ...flags],
      cwd: root,
      // Nx remembers failures, and would call the real job flaky.
      env: { ...env, NX_WORKSPACE_DATA_DIRECTORY: join(work, 'nx'), NX_CACHE_DIRECTORY: join(work, 'nx-cache') },
    });

  test.each<[string, Record<string, string>, string[], RegExp]>([
    [
      'when the server does not start',
      { NODE_OPTIONS: `--import=${inRoot('ci', 'test', 'no-listening.mjs')}` },
      [],
      /the server did not start/,
    ],
    [
      'when the document it is given is out of reach',
      {},
      ['--spec=http://nowhere.invalid/openapi.json'],
      /nowhere\.invalid/,
    ],
  ])('%s', { timeout: MINUTE }, async (_, env, flags, says) => {
    const state = async () => [await digestsOf(inRoot('spec')), await digestsOf(inRoot('sdks'))];
    const earlier = await state();
    const { ok, output } = await job(env, ...flags);
    expect(ok).toBe(false);
    expect(output).toMatch(says);
    expect(output).not.toMatch(/^\s+at /m);
    expect(await state()).toEqual(earlier);
  });
});

async function refuses(flags: readonly string[], says: RegExp): Promise<void> {
  const { code, output, stderr } = await sdkgen(['generate', ...flags], { cwd: work });
  expect(code, output).toBe(2);
  expect(stderr).toMatch(says);
  expect(stderr, 'one message').toHaveLength(stderr.trim().length + 1);
  expect(stderr.match(/^(sdkgen|error):/gm), stderr).toHaveLength(1);
  expect(stderr, 'no stack trace').not.toMatch(/^\s+at /m);
  expect(stderr.length, 'short enough to read').toBeLessThan(1000);
}
