// Every check of the repository, side by side where they do not wait for each other. `npm test` runs it; names of lanes
// (`typescript`, a language) as arguments run only those.
import { availableParallelism } from 'node:os';
import { fixturesChecks } from './checks/fixtures.ts';
import { languageLane } from './checks/language.ts';
import { mutantsLane } from './checks/mutants.ts';
import { surfaceCheck } from './checks/surface.ts';
import { wireLane } from './checks/wire.ts';
import { workspacesLane } from './checks/workspaces.ts';
import { type Lane, runLanes, total } from './run/plan.ts';
import { countsOf, reporter } from './run/report.ts';
import { readTargets, type Target } from './targets.ts';

const MAX_HANDS = 4;

/** Everything of a language, what only other documents need and its public surface last. */
function laneOf(target: Target): Lane {
  const lane = languageLane(target);
  return { ...lane, checks: [...lane.checks, ...fixturesChecks(target), surfaceCheck(target)] };
}

async function main(wanted: readonly string[]): Promise<boolean> {
  const targets = await readTargets();
  const lanes = [...targets.map(laneOf), workspacesLane, wireLane(targets), mutantsLane(targets)];
  const unknown = wanted.find((name) => !lanes.some((lane) => lane.name === name));
  if (unknown) throw new Error(`there is no lane ${unknown}; there are ${lanes.map(({ name }) => name).join(', ')}`);
  const chosen = lanes.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  const hands = Math.min(availableParallelism(), MAX_HANDS);
  const sum = total(await runLanes(chosen, hands, reporter(process.stdout)));
  process.stdout.write(`\n${countsOf(sum)}\n`);
  // On a contributor's machine a missing toolchain is no failure; where everything is there to be had it is.
  return sum.failed === 0 && (sum.skipped === 0 || !process.env.CI);
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
