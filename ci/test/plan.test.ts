import { expect, test } from 'vitest';
import { type Check, failure, type Lane, type Outcome, pass, runLanes, skip, total } from '../src/run/plan.ts';

const check = (name: string, outcome: Outcome | Error, isFoundation = false): Check => ({
  name,
  isFoundation,
  run: async () => {
    if (outcome instanceof Error) throw outcome;
    return outcome;
  },
});

async function run(lanes: readonly Lane[]): Promise<{ ended: string[]; sum: Outcome }> {
  const ended: string[] = [];
  const listener = {
    started: () => undefined,
    ended: ({ name }: Check, { failed, note = '' }: Outcome) => {
      ended.push(`${name} ${failed} ${note}`.trim());
    },
  };
  return { sum: total(await runLanes(lanes, 2, listener)), ended };
}

test('adds up what every lane found', async () => {
  const { sum } = await run([
    { name: 'a', checks: [check('a1', pass), check('a2', failure('no'))] },
    { name: 'b', checks: [check('b1', skip('no tool')), check('b2', { passed: 3, failed: 0, skipped: 1 })] },
    { name: 'c', checks: [check('c1', pass)] },
  ]);
  expect(sum).toEqual({ passed: 5, failed: 1, skipped: 2 });
});

test('a check that throws has failed, and the next one still runs', async () => {
  const { sum } = await run([{ name: 'a', checks: [check('a1', new Error('boom')), check('a2', pass)] }]);
  expect(sum).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

test('what builds on a failed foundation fails without running', async () => {
  const { ended, sum } = await run([
    { name: 'a', checks: [check('install', failure('no'), true), check('a1', pass), check('a2', pass)] },
  ]);
  expect(ended).toEqual(['install 1', 'a1 1 not run, since "install" failed', 'a2 1 not run, since "install" failed']);
  expect(sum.failed).toBe(3);
});
