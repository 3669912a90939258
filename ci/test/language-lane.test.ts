import { rmSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { Check, Language, LanguageNames, Toolchain } from '@sdkgen/codegen';
import { afterAll, expect, test } from 'vitest';
import { languageLane } from '../src/checks/language.ts';
import type { Sdks } from '../src/checks/sdks.ts';
import { inRoot } from '../src/paths.ts';
import { type Outcome, runLanes } from '../src/run/plan.ts';

// A language of its own, whose SDK is one file and whose tools are Node.
const sdk = (text: string) => new Map([['answer.js', Buffer.from(text)]]);
const sdks: Sdks = { committed: async () => sdk('console.log(42);'), withOneMore: async () => sdk('console.log(43);') };
afterAll(() => rmSync(inRoot('dist', 'toy'), { recursive: true, force: true }));

const names: LanguageNames = { package: 'toy', module: 'toy', client: 'Toy', asyncClient: 'Toy' };
const node = (name: string, script: string): Check => ({ name, argv: ['node', '-e', script] });

function toy(change: Partial<Toolchain>): Language {
  const toolchain: Toolchain = {
    requires: ['node'],
    install: [node('install', '')],
    checks: [node('answers', "require('./answer.js')")],
    compile: node('compile', "if (!require('fs').readFileSync('answer.js', 'utf8').includes('43')) throw 0"),
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
  return { id: 'toy', templates: pathToFileURL(inRoot('templates')), toolchain } as unknown as Language;
}

async function outcomesOf(change: Partial<Toolchain>, from = sdks): Promise<Record<string, Outcome>> {
  const outcomes: Record<string, Outcome> = {};
  const listener = {
    started: () => undefined,
    ended: ({ name }: { name: string }, outcome: Outcome) => {
      outcomes[name] = outcome;
    },
  };
  await runLanes([languageLane({ language: toy(change), names }, from)], 1, listener);
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
    'toy: one more operation and field',
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

test('an SDK that does not compile once something was added fails', async () => {
  const broken = { ...sdks, withOneMore: async () => sdk('console.log(44);') };
  expect(failed(await outcomesOf({}, broken))).toEqual(['toy: one more operation and field']);
});
