import type { Driver } from '../driver/driver.ts';
import type { DriverRequest } from '../driver/protocol.ts';
import { parseJson, printJson } from '../exact/json.ts';
import type { Call, Case, Observed } from '../fixtures/case.ts';
import { judgeAccepted } from '../judge/accepted.ts';
import type { Finding } from '../judge/finding.ts';
import { judgeReleased } from '../judge/released.ts';
import { judgeResult } from '../judge/result.ts';
import { judgeWaits } from '../judge/waits.ts';
import { judgeWire } from '../judge/wire.ts';
import type { Recorded } from '../scoring/recording.ts';
import type { ScoringServer } from '../scoring/server.ts';

/** What came of one case in one language. */
export interface Ran extends Observed {
  readonly findings: readonly Finding[];
}

const TIMEOUT_MS = 30_000;
const SLOW_TIMEOUT_MS = 100_000;
// Where a case says nothing of its client, the first answer is the only one.
const OPTIONS = { max_retries: 0, timeout_ms: 20_000 };

/**
 * Throws `DriverBroken` where the driver is of no further use. A case that fails is run once more, and told on standard error:
 * connections are dropped after a fault, and a client may take one from its pool before it hears of that, which costs it a request or an
 * attempt. What fails twice fails.
 */
export async function runCase(one: Case, driver: Driver, server: ScoringServer): Promise<Ran> {
  const ran = await runOnce(one, driver, server);
  if (ran.findings.length === 0) return ran;
  server.dropConnections();
  const again = await runOnce(one, driver, server);
  if (again.findings.length === 0) process.stderr.write(`${one.name}: passed when repeated\n`);
  return again;
}

async function runOnce(one: Case, driver: Driver, server: ScoringServer): Promise<Ran> {
  const before = await runPreludes(one, driver, server);
  server.script(one.answers);
  const start = performance.now();
  const answer = await driver.call(requestOf(one.call, server), one.slow ? SLOW_TIMEOUT_MS : TIMEOUT_MS);
  const milliseconds = Math.round(performance.now() - start);
  const { recorded } = server;
  const released = await judgeReleased(recorded, one.call.cancel_ms !== undefined);
  // Connections a fault left open are not for the next case.
  if (one.answers.some(({ fault, websocket }) => fault || websocket)) server.dropConnections();
  const observed: Observed = { answer, recorded, before, milliseconds, stderr: driver.stderr };
  const findings = [
    ...(one.wire ? judgeWire(one.wire, recorded) : []),
    ...(one.gives.value || one.gives.items ? judgeAccepted(one.answers, recorded) : []),
    ...(one.waits ? judgeWaits(one.waits, recorded) : []),
    ...(one.within ? judgeTime(one.within, milliseconds) : []),
    ...judgeResult(one.gives, answer),
    ...released,
    ...(one.also?.(observed) ?? []),
  ];
  return { ...observed, findings };
}

async function runPreludes({ before = [] }: Case, driver: Driver, server: ScoringServer): Promise<Recorded[]> {
  const recorded: Recorded[] = [];
  for (const { call, answers, times } of [before].flat()) {
    for (let n = 0; n < times; n += 1) {
      server.script(answers);
      await driver.call(requestOf(call, server), TIMEOUT_MS);
      recorded.push(...server.recorded);
    }
  }
  return recorded;
}

function judgeTime([least, most]: readonly [number, number], milliseconds: number): Finding[] {
  const fits = milliseconds >= least && milliseconds <= most;
  return fits ? [] : [{ what: 'time', expected: `${least}–${most} ms`, got: `${milliseconds} ms` }];
}

function requestOf(call: Call, server: ScoringServer): DriverRequest {
  const { client, ...rest } = parseJson(server.fill(printJson(call))) as unknown as Call;
  // A name the SDK has wrong would else be right on the wire all the same.
  return { client: { base_url: server.url('origin'), ...(client ?? { options: OPTIONS }) }, extras: [], ...rest };
}
