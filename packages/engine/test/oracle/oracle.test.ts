import { beforeAll, describe, expect, it } from 'vitest';
import { forecasts } from './forecast-cases.ts';
import { askOracle, hasPython, installOracle } from './oracle.ts';
import { pathCases } from './path-cases.ts';
import type { Case } from './questions.ts';
import { sampleCases } from './sample-cases.ts';

const topics: Record<string, Case[]> = { ...pathCases, ...sampleCases, ...forecasts };

// All questions in one run: starting Python with its libraries takes longer than answering them.
describe.skipIf(!hasPython && !process.env.CI)('independent implementations (needs python3 with venv)', () => {
  let answers: unknown[];

  beforeAll(() => {
    installOracle();
    answers = askOracle(Object.values(topics).flatMap((cases) => cases.map(({ question }) => question)));
  }, 300_000);

  it.each(Object.keys(topics))('agree on %s', (topic) => {
    const names = Object.keys(topics);
    const before = names.slice(0, names.indexOf(topic)).reduce((sum, name) => sum + (topics[name] as Case[]).length, 0);
    const cases = topics[topic] as Case[];
    expect(cases.length).toBeGreaterThan(5);
    for (const [i, { check }] of cases.entries()) check(answers[before + i], `${topic} ${i}`);
  });
});
