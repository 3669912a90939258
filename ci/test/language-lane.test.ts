import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check, Language, LanguageNames, Toolchain } from '@sdkgen/codegen';
import { afterAll, expect, test } from 'vitest';
import { languageLane } from '../src/checks/language.ts';
import { inRoot } from '../src/paths.ts';
import { type Outcome, runLanes } from '../src/run/plan.ts';

// A language of its own, whose SDK is one file and whose tools are Node.
mkdirSync(inRoot('dist'), { recursive: true });
const sdks = mkdtempSync(inRoot('dist', 'lane-'));
afterAll(() => {
  for (const folder of [sdks, inRoot('dist', 'toy')]) rmSync(folder, { recursive: true, force: true });
});
mkdirSync(join(sdks, 'toy'));
writeFileSync(join(sdks, 'toy', 'answer.js'), 'console.log(42);\n');

const names: LanguageNames = { package: 'toy', module: 'toy', client: 'Toy', asyncClient: 'Toy' };
const node = (name: string, script: string): Check => ({ name, argv: ['node', '-e', script] });

function toy(change: Partial<Toolchain>): Language {
  const toolchain: Toolchain = {
    requires: ['node'],
    install: [node('install', '')],
    checks: [node('answers', "require('./answer.js')")],
    reference: {
      fence: 'python',
      program: (snippets) => [{ path: 'program.txt', text: snippets.map(({ text }) => text).join('') }],
      checks: [
        node('strict', "if (!require('fs').readFileSync('program.txt', 'utf8').includes('temporal_knn')) throw 0"),
      ],
      run: node('run', "fetch(process.env.VSDB_URL + '/openapi.json').then((r) => process.exit(r.ok ? 0 : 1))"),
    },
    ...change,
  };
  // Only what a lane asks a language for.
  return { id: 'toy', templates: pathToFileURL(sdks), toolchain } as unknown as Language;
}

async function outcomesOf(change: Partial<Toolchain>): Promise<Record<string, Outcome>> {
  const outcomes: Record<string, Outcome> = {};
  const listener = {
    started: () => undefined,
    ended: ({ name }: { name: string }, outcome: Outcome) => {
      outcomes[name] = outcome;
    },
  };
  await runLanes([languageLane({ language: toy(change), names }, sdks)], 1, listener);
  return outcomes;
}

const failed = (outcomes: Record<string, Outcome>): string[] =>
  Object.entries(outcomes).flatMap(([name, outcome]) => (outcome.failed > 0 ? [name] : []));

test('checks the SDK and runs its reference program against a server', async () => {
  const outcomes = await outcomesOf({});
  expect(Object.keys(outcomes)).toEqual([
    'toy: install',
    'toy: answers',
    'toy: reference program',
    'toy: reference strict',
    'toy: reference run',
  ]);
  expect(failed(outcomes)).toEqual([]);
});

test('shows what a failing check printed', async () => {
  const outcomes = await outcomesOf({ checks: [node('lint', "console.log('line 1: bad'); process.exit(3)")] });
  expect(failed(outcomes)).toEqual(['toy: lint']);
  expect(outcomes['toy: lint']?.output).toContain('line 1: bad');
});

test('skips a language whose toolchain is not there, saying which', async () => {
  const outcomes = await outcomesOf({ requires: ['node', 'no-such-compiler'] });
  expect(Object.values(outcomes).every(({ skipped }) => skipped === 1)).toBe(true);
  expect(outcomes['toy: answers']?.note).toBe('no no-such-compiler on this machine');
});

test('a reference page without a snippet of the language is an error', async () => {
  const { reference } = toy({}).toolchain;
  expect(failed(await outcomesOf({ reference: { ...reference, fence: 'cobol' } }))).toContain('toy: reference program');
});

test('a reference program that fails against the server fails', async () => {
  const { reference } = toy({}).toolchain;
  const run = node('run', "fetch(process.env.VSDB_URL + '/nowhere').then((r) => process.exit(r.ok ? 0 : 1))");
  expect(failed(await outcomesOf({ reference: { ...reference, run } }))).toEqual(['toy: reference run']);
});
