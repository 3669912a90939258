import type { Finding, Recorded, SuiteCase } from '@vectorscaledb/conformance';
import { featuresOf } from '@vectorscaledb/conformance';
import { expect, test } from 'vitest';
import { disagreements } from '../src/wire/agree.ts';
import { isRight, type LanguageScore } from '../src/wire/score.ts';
import { asText } from '../src/wire/table.ts';

const WRONG: Finding = { what: 'value', expected: '1', got: '2' };

const request = (headers: readonly [string, string][]): Recorded => ({
  method: 'GET',
  target: '/a',
  headers,
  body: Buffer.alloc(0),
  at: 0,
  host: 'origin',
  connection: 1,
});

function score(
  language: string,
  findings: readonly Finding[],
  headers: readonly [string, string][] = [],
): LanguageScore {
  const one: SuiteCase = {
    name: 'reads',
    feature: 'Reading',
    fixture: 'a',
    call: { operation: 'read' },
    answers: [],
    wire: [],
    gives: {},
  };
  const answer = { ok: true, status: 200, value: 1 };
  const ran = { answer, recorded: [request(headers)], before: [], milliseconds: 1, stderr: '', findings };
  return { language, scored: [{ suite: 's', one, findings, ran }] };
}

test('a case that fails in a language is told with the languages beside it', () => {
  const scores = [score('go', []), score('rust', [WRONG])];
  expect(isRight(scores)).toBe(false);
  expect(asText(scores)).toBe('✓ ✗  s › a › reads\n  rust  value: expected 1\n        got 2\ngo 1/1, rust 0/1\n');
});

test('languages that pass a case differently disagree', () => {
  const scores = [score('go', [], [['Accept', 'a/b']]), score('rust', [], [['accept', 'c/d']])];
  expect(isRight(scores)).toBe(false);
  expect(disagreements(scores)).toMatchObject([{ name: 's › a › reads', languages: ['go', 'rust'] }]);
});

test('what every HTTP library does in its own way is no disagreement', () => {
  const scores = [score('go', [], [['User-Agent', 'go']]), score('rust', [], [['Connection', 'close']])];
  expect(isRight(scores)).toBe(true);
});

test('a language has a feature where it passes every case of it', () => {
  expect(featuresOf([score('go', []), score('rust', [WRONG])])).toEqual({ Reading: { go: true, rust: false } });
});
