import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTree, stage } from '../src/stage.ts';

const tree = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)]));

test('staging again keeps what builds left and files that did not change, and takes away what is no longer wanted', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'stage-')), 'sdk');
  await stage(folder, tree({ 'src/a.rs': 'a', 'src/b.rs': 'b', 'src/c.rs': 'c' }));
  mkdirSync(join(folder, 'target'));
  writeFileSync(join(folder, 'target', 'built'), 'built');
  const { mtimeNs } = statSync(join(folder, 'src/a.rs'), { bigint: true });

  await stage(folder, tree({ 'src/a.rs': 'a', 'src/b.rs': 'changed' }));

  expect(await readTree(folder)).toEqual(tree({ 'src/a.rs': 'a', 'src/b.rs': 'changed', 'target/built': 'built' }));
  expect(statSync(join(folder, 'src/a.rs'), { bigint: true }).mtimeNs).toBe(mtimeNs);
});

test('what a command changed in the stage is put right', async () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'stage-')), 'sdk');
  await stage(folder, tree({ 'src/a.rs': 'a' }));
  writeFileSync(join(folder, 'src', 'a.rs'), 'formatted');
  await stage(folder, tree({ 'src/a.rs': 'a' }));
  expect(readFileSync(join(folder, 'src', 'a.rs'), 'utf8')).toBe('a');
});
