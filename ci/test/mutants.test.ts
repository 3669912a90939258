import { readFile } from 'node:fs/promises';
import type { SuiteCase } from '@vectorscaledb/conformance';
import { languageIds, loadLanguages, readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { describe, expect, test } from 'vitest';
import { batchesOf, switchedText } from '../src/mutants/batches.ts';
import { checkOf, inOrder } from '../src/mutants/cases.ts';
import { type Mutant, nameOf, withFault } from '../src/mutants/mutant.ts';
import { planOf } from '../src/mutants/plan.ts';
import { withDocumentFault } from '../src/mutants/pointer.ts';
import { asText } from '../src/mutants/report.ts';
import { placesOf } from '../src/mutants/rules.ts';
import { originsOf, suitesBySdk } from '../src/mutants/run.ts';
import { Source } from '../src/mutants/source.ts';
import { PINNED } from '../src/sdkgen.ts';

const mutant = (more: Partial<Mutant> = {}): Mutant => ({
  language: 'go',
  part: 'generated',
  sdk: 'own',
  fault: 'a fault',
  file: 'a.go',
  find: 'b',
  replace: 'c',
  cases: [],
  operations: null,
  ...more,
});

describe('a fault', () => {
  test('goes where its text is found', () => {
    expect(withFault('a b', mutant())).toBe('a c');
    expect(withFault('b b', mutant({ offset: 2 }))).toBe('b c');
  });

  test.each([
    ['nowhere', 'a', {}, 'has no b'],
    ['in two places', 'b b', {}, 'has several b'],
    ['where it no longer is', 'a b', { offset: 0 }, 'not where it was'],
    ['and changes nothing', 'a b', { replace: 'b' }, 'would stay as it is'],
  ])('is refused %s', (_, text, more, words) => {
    expect(() => withFault(text, mutant(more))).toThrow(words);
  });

  test('of a document is made by pointer', () => {
    const document = { openapi: '3.1.1', paths: { '/a': { get: { tags: ['x', 'y'] } } } };
    const fault = (find: string, replace: string) => withDocumentFault(document, mutant({ find, replace })).paths;
    expect(fault('#/paths/~1a/get', '→ put')).toEqual({ '/a': { put: { tags: ['x', 'y'] } } });
    expect(fault('#/paths/~1a/get/tags/0', '')).toEqual({ '/a': { get: { tags: ['y'] } } });
    expect(fault('#/paths/~1a/get/tags', '["z"]')).toEqual({ '/a': { get: { tags: ['z'] } } });
    expect(() => fault('#/paths/~1b', '')).toThrow('has no #/paths/~1b');
    expect(() => fault('#/paths/~1a/get/tags', '["x","y"]')).toThrow('stays as it is');
  });
});

test('a rule makes faults at places spread over all it finds, and wants enough of them', () => {
  const files = new Map([['a.go', { bytes: Buffer.from('x1 x2 x3 x4'), executable: false }]]);
  const rule = { fault: 'f', files: /go$/, find: /x\d/g, replace: ([text]: RegExpExecArray) => `${text}!`, count: 2 };
  expect(placesOf(rule, files).map(({ find, replace, offset }) => [find, replace, offset])).toEqual([
    ['x2', 'x2!', 3],
    ['x4', 'x4!', 9],
  ]);
  expect(() => placesOf({ ...rule, count: 5 }, files)).toThrow('4 places, 5 wanted');
});

describe('mutants behind one build', () => {
  const kinds = (mutants: readonly Mutant[]) => batchesOf(mutants).map(({ kind, mutants }) => [kind, mutants.length]);

  test('are all those a switch can tell apart', () => {
    const by = { variable: 'V', install: () => [], wrap: (name: string) => `<${name}>` };
    const some = [mutant({ find: 'b' }), mutant({ find: 'd' })];
    expect(kinds(some)).toEqual([['switched', 2]]);
    const [one, other] = some.map(nameOf);
    expect(switchedText('a b c d', some, by)).toBe(`a <${one}> c <${other}>`);
    expect(() => switchedText('a b c d', [mutant({ find: 'b c' }), mutant({ find: 'c d' })], by)).toThrow(
      'two mutants',
    );
  });

  test('else those that neither share a file nor an operation', () => {
    const constant = (file: string, operations: readonly string[] | null) =>
      mutant({ file, operations, isConstant: true });
    expect(kinds([constant('a', ['a']), constant('b', ['b']), constant('b', ['c'])])).toEqual([
      ['edited', 2],
      ['edited', 1],
    ]);
    expect(kinds([constant('a', ['a']), constant('b', ['a'])])).toHaveLength(2);
    expect(kinds([constant('a', null), constant('b', null)])).toHaveLength(2);
  });
});

test('what a fault names is tried first, and what takes a minute last', () => {
  const one = (name: string, fixture: string, more: Partial<SuiteCase> = {}): SuiteCase =>
    ({ name, fixture, feature: 'f', ...more }) as SuiteCase;
  const cases = [one('slow', 'contract', { slow: true }), one('quick', 'generated'), one('retry: a', 'contract')];
  expect(inOrder(cases, ['retry']).map((group) => group.map(({ name }) => name))).toEqual([
    ['retry: a'],
    ['quick'],
    ['slow'],
  ]);
  expect(cases.map(checkOf)).toEqual(['runtime contract', 'wire cases of the document', 'runtime contract']);
});

test('a report names survivors', () => {
  const verdict = { name: 'go-1', mutant: mutant(), evidence: '', seconds: 1 };
  const text = asText([
    { ...verdict, caughtBy: 'surface' },
    { ...verdict, name: 'go-2', caughtBy: null },
  ]);
  expect(text).toContain('SURVIVED go-2: a fault (a.go)');
  expect(text).toContain('2 mutants, 1 survived');
});

test('the list is long enough, and every fault of it can be made', async () => {
  const api = await readApi(await readFile(PINNED), await readRuntime());
  const origins = originsOf(await suitesBySdk());
  const names = new Set<string>();
  for (const language of await loadLanguages(languageIds)) {
    const mutants = await planOf(new Source(language, origins), api);
    expect(mutants.filter(({ part }) => part === 'runtime').length, language.id).toBeGreaterThanOrEqual(10);
    for (const one of mutants) names.add(nameOf(one));
  }
  expect(names.size).toBeGreaterThanOrEqual(200);
}, 300_000);
