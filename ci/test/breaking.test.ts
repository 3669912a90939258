import type { Finding } from '@sdkgen/codegen';
import { expect, test } from 'vitest';
import { inRoot, root } from '../src/paths.ts';
import { whyNotLand } from '../src/regenerate/verdict.ts';
import { run } from '../src/run/process.ts';

const finding = (kind: string, of: 'breaking' | 'addition') =>
  ({ kind, subject: 'count_vectors', words: 'is gone', classes: { go: 'fix', node: of } }) as unknown as Finding;

test('what breaks users lands with its label only, and all else without', () => {
  expect(whyNotLand([], [])).toBeNull();
  expect(whyNotLand([finding('operation-added', 'addition')], [])).toBeNull();
  const broken = [finding('operation-removed', 'breaking')];
  expect(whyNotLand(broken, ['docs'])).toContain('count_vectors is gone');
  expect(whyNotLand(broken, ['docs', 'breaking'])).toBeNull();
});

test('an operation that was never deprecated does not go, whatever the label', () => {
  expect(whyNotLand([finding('operation-removed-at-once', 'breaking')], ['breaking'])).toContain('Deprecate');
});

test('the command compares with a commit, and refuses one that is none', async () => {
  const command = (since: string) =>
    run({ argv: ['node', inRoot('ci', 'src', 'breaking.ts'), '--since', since], cwd: root });
  expect(await command('HEAD')).toMatchObject({ code: 0, stdout: 'the change of the document may land\n' });
  expect(await command('no-such-commit')).toMatchObject({ code: 2 });
});
