import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Refused } from '@sdkgen/ir';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MANIFEST, manifestText, type OutputFile, type OutputFiles, planOutput, writeOutput } from '../src/index.ts';

let out: string;
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'output-'));
});
afterEach(() => rm(out, { recursive: true }));

function filesOf(texts: Record<string, string>): OutputFiles {
  const fileOf = (text: string): OutputFile => ({ bytes: Buffer.from(text), executable: text.startsWith('#!') });
  const files = new Map(Object.entries(texts).map(([path, text]) => [path, fileOf(text)]));
  return files.set(MANIFEST, fileOf(manifestText(files)));
}

async function put(texts: Record<string, string>) {
  const plan = await planOutput(join(out, 'x'), filesOf(texts));
  writeOutput(out, [plan]);
  return plan;
}
const codeOf = async (run: Promise<unknown>) =>
  ((await run.catch((error: unknown) => error)) as Refused).diagnostics?.[0]?.code;

describe('output', () => {
  it('writes, then writes only what changed, and deletes what is stale', async () => {
    await put({ 'a.txt': 'a', 'deep/b.txt': 'b' });
    const before = await stat(join(out, 'x/a.txt'));
    const plan = await put({ 'a.txt': 'a', 'c.txt': 'c' });
    expect([...plan.write.keys()].sort()).toEqual([MANIFEST, 'c.txt']);
    expect(plan.remove).toEqual(['deep/b.txt']);
    expect((await readdir(join(out, 'x'))).sort()).toEqual([MANIFEST, 'a.txt', 'c.txt']);
    expect((await stat(join(out, 'x/a.txt'))).mtimeMs).toBe(before.mtimeMs);
    expect(await readdir(out)).toEqual(['x']);
  });

  it('plans nothing on a second run', async () => {
    await put({ 'a.txt': 'a' });
    expect((await planOutput(join(out, 'x'), filesOf({ 'a.txt': 'a' }))).write.size).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('keeps programs runnable and names them', async () => {
    await put({ run: '#!/bin/sh\n', 'a.txt': 'a' });
    expect((await stat(join(out, 'x/run'))).mode & 0o777).toBe(0o755);
    expect(JSON.parse(await readFile(join(out, 'x', MANIFEST), 'utf8')).executable).toEqual(['run']);
    await chmod(join(out, 'x/run'), 0o644);
    expect([...(await put({ run: '#!/bin/sh\n', 'a.txt': 'a' })).write.keys()]).toEqual(['run']);
    expect((await stat(join(out, 'x/run'))).mode & 0o777).toBe(0o755);
  });

  it("leaves other people's files alone", async () => {
    await put({ 'a.txt': 'a' });
    await writeFile(join(out, 'x/mine.txt'), 'mine');
    await put({ 'a.txt': 'a2' });
    expect(await readFile(join(out, 'x/mine.txt'), 'utf8')).toBe('mine');
    expect(await codeOf(put({ 'a.txt': 'a2', 'mine.txt': 'theirs' }))).toBe('foreign-file');
  });

  it('refuses a folder that is not ours, links, and ways out', async () => {
    await mkdir(join(out, 'x'));
    await writeFile(join(out, 'x/mine.txt'), 'mine');
    expect(await codeOf(put({ 'a.txt': 'a' }))).toBe('foreign-folder');
    await rm(join(out, 'x'), { recursive: true });
    await put({ 'a.txt': 'a' });
    await symlink(tmpdir(), join(out, 'x/deep'));
    expect(await codeOf(put({ 'deep/a.txt': 'a' }))).toBe('link-in-output');
    expect(await codeOf(put({ '../a.txt': 'a' }))).toBe('path-outside');
  });

  it('leaves everything as it was when it cannot write', async () => {
    await writeFile(join(out, 'file'), '');
    const plan = { folder: join(out, 'file', 'x'), write: filesOf({ 'a.txt': 'a' }), unchanged: 0, remove: [] };
    expect(await codeOf(Promise.resolve().then(() => writeOutput(join(out, 'file'), [plan])))).toBe(
      'unwritable-output',
    );
    expect(await readdir(out)).toEqual(['file']);
  });
});
