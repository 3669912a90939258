import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Copy, copyRepository } from '../src/loop/copy.ts';
import { readTree } from '../src/stage.ts';

const GENERATE = ['node', 'generators/cli/bin/sdkgen.js', 'generate', '--spec', 'spec/openapi.json'];

// In a copy of the repository, in which nobody does anything but run the command.
describe('a fifth language', () => {
  let work = '';
  let copy: Copy;
  beforeAll(async () => {
    work = await mkdtemp(join(tmpdir(), 'fifth-'));
    copy = await copyRepository(join(work, 'repository'));
    await copy.run('nx', 'generate', '@vectorscaledb/ci:language', 'zig');
  }, 120_000);
  afterAll(() => rm(work, { recursive: true, force: true }));

  test('is two folders and nothing else', async () => {
    const changed = await copy.run('git', 'status', '--porcelain', '--untracked-files=normal');
    expect(changed.trim().split('\n').sort()).toEqual(['?? generators/zig/', '?? templates/zig/']);
  });

  test('passes the type checker, the linter and the tests that others pass', async () => {
    await copy.run('tsc', '--noEmit', '-p', 'generators/zig');
    await copy.run('biome', 'check', '--error-on-warnings', 'generators/zig');
    const vitest = ['vitest', 'run', '--config', join(copy.folder, 'vitest.config.ts')];
    await copy.run(...vitest, '--root', 'generators/zig');
    await copy.run(...vitest, '--root', 'ci', 'boundaries', 'templates');
  }, 120_000);

  test('renders any document, by itself and among the others', async () => {
    await copy.run(...GENERATE, '--out', 'out', '--lang', 'zig');
    const files = await readTree(join(copy.folder, 'out', 'zig'));
    expect([...files.keys()]).toEqual(['.sdkgen.json', 'CHANGELOG.md', 'README.md', 'operations.txt']);
    expect(String(files.get('operations.txt'))).toContain('\ntemporalKnn POST /v1/search/temporal-knn\n');
    await copy.run(...GENERATE, '--check', '--out', 'out', '--lang', 'zig');
    expect(await copy.run('nx', 'show', 'projects')).toMatch(/^zig$/m);
  }, 60_000);

  test('is counted wherever languages are', async () => {
    const ask = "import { languageIds } from '@vectorscaledb/sdkgen'; console.log(languageIds.at(-1))";
    expect((await copy.run('node', '--input-type=module', '--eval', ask)).trim()).toBe('zig');
    await expect(copy.run('nx', 'generate', '@vectorscaledb/ci:language', 'zig')).rejects.toThrow(
      'choose another name',
    );
    await expect(copy.run('nx', 'generate', '@vectorscaledb/ci:language', 'No!')).rejects.toThrow('No!');
  }, 60_000);

  test('leaves nothing behind when its folders go', async () => {
    for (const folder of ['generators/zig', 'templates/zig', 'out'])
      await rm(join(copy.folder, folder), { recursive: true });
    expect(await copy.run('git', 'status', '--porcelain')).toBe('');
    await expect(copy.run(...GENERATE, '--out', 'out', '--lang', 'zig')).rejects.toThrow(/zig/);
    expect(await readFile(join(copy.folder, 'spec', 'sdk.yaml'), 'utf8')).not.toContain('zig');
  }, 60_000);
});
