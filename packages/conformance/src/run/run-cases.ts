import { Driver, DriverBroken } from '../driver/driver.ts';
import type { SuiteCase } from '../fixtures/compose.ts';
import type { Finding } from '../judge/finding.ts';
import { ScoringServer } from '../scoring/server.ts';
import { type Ran, runCase } from './run-case.ts';

/** A case as it went in one language; `ran` is null where the driver broke over it. */
export interface Scored {
  readonly one: SuiteCase;
  readonly findings: readonly Finding[];
  readonly ran: Ran | null;
}

/** A driver that breaks over so many cases is broken, whatever the case. */
const MAX_BROKEN = 5;

/** Runs cases one after the other through one driver, started again where a case breaks it. */
export async function runCases(
  cases: readonly SuiteCase[],
  program: string,
  env: NodeJS.ProcessEnv,
): Promise<Scored[]> {
  const server = new ScoringServer();
  await server.start();
  const scored: Scored[] = [];
  let driver = new Driver(program, env);
  let broken = 0;
  try {
    for (const one of cases) {
      if (broken >= MAX_BROKEN) {
        scored.push({
          one,
          findings: [{ what: 'driver', expected: 'an answer', got: 'not run: it keeps breaking' }],
          ran: null,
        });
        continue;
      }
      try {
        const ran = await runCase(one, driver, server);
        scored.push({ one, findings: ran.findings, ran });
      } catch (error) {
        if (!(error instanceof DriverBroken)) throw error;
        scored.push({ one, findings: [{ what: 'driver', expected: 'an answer', got: error.message }], ran: null });
        driver.kill();
        driver = new Driver(program, env);
        broken += 1;
      }
    }
    const code = broken >= MAX_BROKEN ? 0 : await driver.end();
    if (code !== 0) scored.push(endedBadly(scored, code, driver.stderr));
  } finally {
    driver.kill();
    await server.stop();
  }
  return scored;
}

function endedBadly(scored: readonly Scored[], code: number | null, stderr: string): Scored {
  const one = scored.at(-1)?.one;
  if (!one) throw new Error('no case was run');
  const got = code === null ? 'still running 10 s after its input ended' : `${code}: ${stderr}`;
  return {
    one: { ...one, name: 'end of input', feature: 'driver' },
    findings: [{ what: 'exit status', expected: '0', got }],
    ran: null,
  };
}
