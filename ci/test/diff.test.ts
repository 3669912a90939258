import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, largest } from '@sdkgen/codegen';
import { compareDocuments, languageIds, loadLanguages } from '@vectorscaledb/sdkgen';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askOasdiff, installOasdiff } from '../src/diff/oasdiff.ts';
import { isDisputed, type Pair, readPairs } from '../src/diff/pairs.ts';

const pairs = readPairs(languageIds);
const work = mkdtempSync(join(tmpdir(), 'diff-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

function filesOf({ before, after }: Pair): [string, string] {
  const paths: [string, string] = [join(work, 'before.json'), join(work, 'after.json')];
  for (const [n, document] of [before, after].entries()) writeFileSync(paths[n] ?? '', JSON.stringify(document));
  return paths;
}

const classesOf = (findings: readonly Finding[]) =>
  Object.fromEntries(languageIds.map((id) => [id, largest(findings.flatMap(({ classes }) => classes[id] ?? []))]));

test('there are pairs of every kind worth telling apart', () => {
  expect(pairs.length).toBeGreaterThanOrEqual(25);
});

test.each(pairs)('what users of each SDK are told of $name', async (pair) => {
  const findings = await compareDocuments(...filesOf(pair), await loadLanguages());
  expect(classesOf(findings)).toEqual(pair.classes);
  for (const { pointer, words } of findings) {
    expect(pointer).toMatch(/^#/);
    expect(words).not.toBe('');
  }
});

test.each(pairs)('a difference in judgement has a reason, and nothing else has one: $name', (pair) => {
  expect(pair.why !== null).toBe(isDisputed(pair));
});

describe.skipIf(!hasGo())('oasdiff, which needs Go,', () => {
  beforeAll(installOasdiff, 900_000);

  test.each(pairs)(
    'says what is written of $name',
    async (pair) => {
      expect(await askOasdiff(...filesOf(pair))).toBe(pair.oasdiff);
    },
    30_000,
  );
});

function hasGo(): boolean {
  try {
    execFileSync('go', ['version']);
    return true;
  } catch {
    return false;
  }
}
