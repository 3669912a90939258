import { readFile } from 'node:fs/promises';
import { platform } from 'node:os';
import { FEATURES_FILE, featuresOf, printFeatures } from '@vectorscaledb/conformance';
import { failure, type Lane, type Outcome, pass, skip } from '../run/plan.ts';
import { partsOf } from '../soak/parts.ts';
import { soak } from '../soak/run.ts';
import type { Target } from '../targets.ts';
import { disagreements } from '../wire/agree.ts';
import { type LanguageScore, score } from '../wire/score.ts';
import { allSuites } from '../wire/suites.ts';
import { asText } from '../wire/table.ts';
import { missingProgram } from './execute.ts';

/** As long as a check may take; the long form is a command of its own. */
const SOAK_MINUTES = 0.25;
const LARGEST_SEED = 1_000_000;

/** What SDKs do on the wire, all languages side by side, and the support table that follows from it. */
export function wireLane(targets: readonly Target[]): Lane {
  const languages = targets.map(({ language }) => language);
  const missing = languages.flatMap((language) => missingProgram(language) ?? []);
  let scores: readonly LanguageScore[] = [];
  return {
    name: 'wire',
    checks: [
      {
        name: 'wire: cases',
        async run() {
          const there = languages.filter((language) => !missingProgram(language)).map(({ id }) => id);
          scores = await score(await allSuites(), there);
          const skipped = languages.length - there.length;
          return { ...countsOf(scores), skipped, ...(skipped > 0 ? { note: `no ${missing.join(', no ')} here` } : {}) };
        },
      },
      {
        name: 'soak: a quarter of a minute',
        run: async () => {
          const there = languages.filter((language) => !missingProgram(language)).map(({ id }) => id);
          if (platform() !== 'linux') return skip('what processes hold is read from /proc, which is Linux alone');
          const { seed, findings } = await soak(await partsOf(there), SOAK_MINUTES, Date.now() % LARGEST_SEED);
          return findings.length === 0 ? pass : failure(`seed ${seed}\n${findings.join('\n')}`);
        },
      },
      {
        name: 'wire: support table',
        run: async () =>
          missing.length > 0 ? skip(`no ${missing.join(', no ')} on this machine`) : compareTable(scores),
      },
    ],
  };
}

function countsOf(scores: readonly LanguageScore[]): Outcome {
  const all = scores.flatMap(({ scored }) => scored);
  const wrong = all.filter(({ findings }) => findings.length > 0).length;
  const differing = disagreements(scores).length;
  const failed = wrong + differing;
  return { passed: all.length - wrong, failed, skipped: 0, ...(failed > 0 ? { output: asText(scores) } : {}) };
}

async function compareTable(scores: readonly LanguageScore[]): Promise<Outcome> {
  const written = await readFile(FEATURES_FILE, 'utf8').catch(() => '');
  if (written === printFeatures(featuresOf(scores))) return pass;
  return failure('packages/conformance/features.json is not what the cases show: run node ci/src/wire.ts');
}
