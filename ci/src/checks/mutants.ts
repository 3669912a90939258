import { runMutants } from '../mutants/run.ts';
import { type Check, failure, type Lane, pass, skip } from '../run/plan.ts';
import type { Target } from '../targets.ts';
import { missingProgram } from './execute.ts';

/** Twelve over four languages; the rest has a command of its own. */
const OF_EACH = 3;

/** That the other checks find faults: a few are made, and each must be found. */
export function mutantsLane(targets: readonly Target[]): Lane {
  const check = ({ language }: Target): Check => ({
    name: `mutants: ${language.id}`,
    async run() {
      const missing = missingProgram(language);
      if (missing) return skip(`no ${missing} on this machine`);
      const said: string[] = [];
      const { ok, verdicts } = await runMutants(
        { languages: [language.id], only: [''], sample: OF_EACH, fresh: false },
        (text) => said.push(text),
      );
      return ok ? { ...pass, passed: verdicts.length } : failure(said.join(''));
    },
  });
  return { name: 'mutants', checks: targets.map(check) };
}
