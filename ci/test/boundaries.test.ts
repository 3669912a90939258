import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkspaces, violations } from '../src/boundaries.ts';
import { inRoot } from '../src/paths.ts';

const workspaces = readWorkspaces(inRoot('generators'));

test.each(workspaces)('generators/$id imports only what its stage may know', (workspace) => {
  expect(violations(workspace)).toEqual([]);
});

test('sees a stage that depends on a later one', () => {
  const dependencies = ['@sdkgen/ir', '@sdkgen/codegen'];
  expect(violations({ id: 'document', folder: inRoot('generators', 'document'), dependencies })).toEqual([
    'document depends on @sdkgen/codegen',
  ]);
});

test('sees a target that knows another, and one that reaches past its manifest', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'boundaries-')), 'zig');
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src', 'index.ts'), "export { go } from '../../go/src/index.ts';\nimport './own.ts';\n");
  expect(violations({ id: 'zig', folder, dependencies: ['@sdkgen/rust', '@sdkgen/ir', 'yaml'] })).toEqual([
    'zig depends on @sdkgen/rust',
    'zig/src/index.ts imports ../../go/src/index.ts',
  ]);
});
