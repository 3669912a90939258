// Every check of the repository, side by side where they do not wait for each other. `npm test` runs it.
import { availableParallelism } from 'node:os';
import { languageLane } from './checks/language.ts';
import { workspacesLane } from './checks/workspaces.ts';
import { runLanes, total } from './run/plan.ts';
import { countsOf, reporter } from './run/report.ts';
import { readTargets } from './targets.ts';

const lanes = [...(await readTargets()).map(languageLane), workspacesLane];
const sum = total(await runLanes(lanes, Math.min(availableParallelism(), 4), reporter(process.stdout)));
// On a contributor's machine a missing toolchain is no failure; where everything is there to be had it is.
const failed = sum.failed > 0 || (Boolean(process.env.CI) && sum.skipped > 0);
process.stdout.write(`\n${countsOf(sum)}\n`);
process.exitCode = failed ? 1 : 0;
