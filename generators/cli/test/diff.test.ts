import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test, vi } from 'vitest';

// Each starts the program several times, beside whatever else the machine does.
vi.setConfig({ testTimeout: 60_000 });

const program = fileURLToPath(new URL('../bin/sdkgen.js', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'sdkgen-diff-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const operation = (operationId: string, more: object = {}) => ({
  operationId,
  responses: { 204: { description: 'Done.' } },
  ...more,
});
const file = (name: string, paths: object): string => {
  const path = join(work, `${name}.json`);
  writeFileSync(path, JSON.stringify({ openapi: '3.1.1', info: { title: 'Shop', version: '1' }, paths }));
  return path;
};
const page = { name: 'page_size', in: 'query', schema: { type: 'integer' } };
const before = file('before', { '/a': { get: operation('read_all') }, '/b': { post: operation('go_away') } });
const more = file('more', {
  '/a': { get: operation('read_all', { parameters: [page] }) },
  '/b': { post: operation('go_away') },
});
const fewer = file('fewer', { '/a': { get: operation('read_all', { summary: 'Reads.' }) } });

function diff(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'diff', ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

describe('exit', () => {
  test('0 where nothing changed', () => {
    expect(diff(before, before)).toMatchObject({ status: 0, stdout: expect.stringContaining('0 changes') });
  });

  test('1 where anything did, and where it is as grave as asked for', () => {
    expect(diff(before, more).status).toBe(1);
    expect(diff(before, more, '--fail-on', 'breaking').status).toBe(0);
    expect(diff(before, more, '--fail-on', 'addition').status).toBe(1);
    expect(diff(before, fewer, '--fail-on', 'breaking').status).toBe(1);
  });

  test('2 where a document cannot be read, saying which', () => {
    const { status, stderr } = diff(before, join(work, 'none.json'));
    expect(status).toBe(2);
    expect(stderr).toContain('none.json');
    expect(diff(before, before, '--lang', 'cobol').status).toBe(2);
  });
});

test('people read what changed, the gravest first, and what to do', () => {
  const { stdout } = diff(before, fewer, '--lang', 'go,rust');
  expect(stdout).toBe(`Breaking:
  go_away is gone without having been deprecated: POST /b
    Stop calling it before you update: nothing takes its place.
    #/paths/~1b/post

Fixes:
  read_all is documented otherwise
    #/paths/~1a/get

2 changes: rust breaking, go breaking
`);
});

test('programs read the same as JSON', () => {
  const { stdout } = diff(before, more, '--json', '--lang', 'node');
  expect(JSON.parse(stdout)).toEqual({
    class: 'addition',
    languages: { node: 'addition' },
    findings: [
      {
        pointer: '#/paths/~1a/get/parameters/0',
        kind: 'argument-added',
        subject: 'read_all.page_size',
        words: 'can be passed: int64',
        classes: { node: 'addition' },
        names: { node: 'readAll.pageSize' },
        migration: null,
      },
    ],
  });
});

describe('a changeset', () => {
  const written = (after: string, ...args: readonly string[]): string => {
    const path = join(work, 'change.md');
    rmSync(path, { force: true });
    diff(before, after, '--changeset', path, '--packages', 'a,@b/c', ...args);
    return readFileSync(path, 'utf8');
  };

  test('has the largest class over all languages; below 1.0 breaking is minor, all else patch', () => {
    expect(written(fewer)).toContain('"a": minor\n"@b/c": minor\n');
    expect(written(more)).toContain('"a": patch');
    expect(written(fewer, '--current', '1.2.3')).toContain('"a": major');
    expect(written(more, '--current', '1.2.3')).toContain('"a": minor');
  });

  test('tells users of each language what changed in their own names', () => {
    expect(written(more, '--lang', 'node,go')).toBe(`---
"a": patch
"@b/c": patch
---

### Node.js (addition)

**Added**

- \`readAll.pageSize\` can be passed: int64.

### Go (addition)

**Added**

- \`ReadAll.PageSize\` can be passed: int64.
`);
  });

  test('is not written where nothing changed', () => {
    const path = join(work, 'none.md');
    diff(before, before, '--changeset', path, '--packages', 'a');
    expect(() => readFileSync(path)).toThrow();
  });
});

describe('surfaces', () => {
  const folder = (name: string, fields: readonly object[]): string => {
    const path = join(work, name);
    mkdirSync(path, { recursive: true });
    const types = [
      { name: 'Hit', kind: 'object', docs: '', isDeprecated: false, isExhaustive: true, fields, values: [] },
    ];
    const surface = { package: 'shop', operations: [], types, errors: [], client: [] };
    writeFileSync(join(path, 'rust.json'), JSON.stringify(surface));
    return path;
  };
  const old = folder('old', []);
  const now = folder('now', [{ name: 'score', type: 'number', isRequired: true, docs: '' }]);

  test('tell what the documents do not, and count as they do', () => {
    const { status, stdout } = diff(
      before,
      before,
      '--lang',
      'rust',
      '--surfaces',
      `${old},${now}`,
      '--fail-on',
      'breaking',
    );
    expect(status).toBe(1);
    expect(stdout).toBe('Breaking:\n  Hit.score is new\n    the package for rust\n\n1 change: rust breaking\n');
    expect(diff(before, before, '--lang', 'rust', '--surfaces', `${now},${now}`).status).toBe(0);
  });

  test('decide the version with them', () => {
    const path = join(work, 'changeset.md');
    const written = ['--changeset', path, '--packages', 'shop', '--current', '1.2.3'];
    expect(diff(before, more, '--lang', 'rust', '--surfaces', `${old},${now}`, ...written).status).toBe(1);
    expect(readFileSync(path, 'utf8')).toContain('"shop": major');
    expect(readFileSync(path, 'utf8')).toContain('- Breaking: `Hit.score` is new.');
  });

  test('have to be there', () => {
    const { status, stderr } = diff(before, before, '--lang', 'go', '--surfaces', `${old},${now}`);
    expect(status).toBe(2);
    expect(stderr).toContain('go.json is no surface of a package');
    expect(diff(before, before, '--surfaces', old).status).toBe(2);
  });
});
