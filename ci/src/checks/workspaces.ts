import { globSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { inRoot, root } from '../paths.ts';
import { type Check, failure, type Lane, type Outcome, pass } from '../run/plan.ts';
import { run } from '../run/process.ts';

/** The TypeScript workspaces: one linter and formatter for all, then each workspace's own scripts through Turbo. */
export const workspacesLane: Lane = {
  name: 'typescript',
  checks: [
    { name: 'typescript: biome', run: () => command('biome', 'check', '--error-on-warnings', '.') },
    { name: 'typescript: tsc --strict', run: () => command('turbo', 'run', 'typecheck', '--continue', ...QUIET) },
    { name: 'typescript: vitest', run: test } satisfies Check,
  ],
};

const QUIET = ['--output-logs=errors-only', '--log-order=grouped'];
const SKIPPED_SHOWN = 3;
/** Seconds: beside the other lanes on two cores it is among the last to end. */
const PATIENCE = 2700;
const REPORT = 'dist/test.json';

/** What vitest's JSON reporter writes, as far as it is read here. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

async function test(): Promise<Outcome> {
  const stale = reports();
  await Promise.all(stale.map((path) => rm(inRoot(path))));
  const reporter = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`];
  const { ok, output } = await run({
    argv: ['turbo', 'run', 'test', '--continue', '--concurrency=2', ...QUIET, '--', ...reporter],
    cwd: root,
    timeoutSeconds: PATIENCE,
  });
  const results = await Promise.all(
    reports().map(async (path): Promise<Report> => JSON.parse(await readFile(inRoot(path), 'utf8'))),
  );
  const sum = (count: (report: Report) => number): number => results.reduce((n, report) => n + count(report), 0);
  const failed = sum((report) => report.numFailedTests);
  const skipped = sum((report) => report.numPendingTests + report.numTodoTests);
  // A file that does not even load fails no test; it still fails.
  const broken = !ok && failed === 0 ? 1 : 0;
  return {
    passed: sum((report) => report.numPassedTests),
    failed: failed + broken,
    skipped,
    output,
    ...(skipped > 0 ? { note: namesOfSkipped(results) } : {}),
  };
}

const reports = (): string[] => globSync(`{ci,generators/*,packages/*}/${REPORT}`, { cwd: root });

/** The first few, and how many more. */
function namesOfSkipped(results: readonly Report[]): string {
  const names = results
    .flatMap(({ testResults }) => testResults.flatMap(({ assertionResults }) => assertionResults))
    .filter(({ status }) => status !== 'passed' && status !== 'failed')
    .map(({ fullName }) => fullName.trim());
  const shown = names.slice(0, SKIPPED_SHOWN).join('; ');
  return names.length > SKIPPED_SHOWN ? `${shown}; and ${names.length - SKIPPED_SHOWN} more` : shown;
}

async function command(...argv: readonly string[]): Promise<Outcome> {
  const { ok, output } = await run({ argv, cwd: root });
  return ok ? pass : failure(output);
}
