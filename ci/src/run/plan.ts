/** What one check found. Counts are of individual tests where a check has many. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** Printed when something failed. */
  readonly output?: string;
  /** Why something was skipped, or a remark. */
  readonly note?: string;
}

export interface Check {
  readonly name: string;
  /** The rest of its lane cannot run without it, and fails with it. */
  readonly isFoundation?: boolean;
  run(): Promise<Outcome>;
}

/** Checks that run one after the other. */
export interface Lane {
  /** What to call it by on the command line. */
  readonly name: string;
  readonly checks: readonly Check[];
}

export type Listener = {
  started(check: Check): void;
  ended(check: Check, outcome: Outcome, seconds: number): void;
};

export const pass: Outcome = { passed: 1, failed: 0, skipped: 0 };
export const failure = (output: string): Outcome => ({ passed: 0, failed: 1, skipped: 0, output });
export const skip = (note: string): Outcome => ({ passed: 0, failed: 0, skipped: 1, note });

/** Runs lanes side by side, as many as there are hands, in the order given. */
export async function runLanes(lanes: readonly Lane[], hands: number, listener: Listener): Promise<Outcome[]> {
  const waiting = [...lanes];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift()) {
      outcomes.push(...(await runLane(lane, listener)));
    }
  };
  await Promise.all(Array.from({ length: hands }, work));
  return outcomes;
}

async function runLane({ checks }: Lane, listener: Listener): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  let broken: Check | null = null;
  for (const check of checks) {
    const missing: Check | null = broken;
    const outcome = await runCheck(missing ? { ...check, run: async () => notRun(missing) } : check, listener);
    outcomes.push(outcome);
    if (check.isFoundation && outcome.failed > 0) broken ??= check;
  }
  return outcomes;
}

const notRun = ({ name }: Check): Outcome => ({ ...failure(''), note: `not run, since "${name}" failed` });

async function runCheck(check: Check, listener: Listener): Promise<Outcome> {
  const start = performance.now();
  listener.started(check);
  const outcome = await check.run().catch((error: unknown) => failure(String((error as Error).stack ?? error)));
  listener.ended(check, outcome, (performance.now() - start) / 1000);
  return outcome;
}

export function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number => outcomes.reduce((n, outcome) => n + outcome[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}
