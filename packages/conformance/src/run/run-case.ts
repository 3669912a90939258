import type { Driver } from '../driver/driver.ts';
import type { DriverAnswer, DriverRequest } from '../driver/protocol.ts';
import { parseJson, printJson } from '../exact/json.ts';
import type { Case } from '../fixtures/case.ts';
import type { Finding } from '../judge/finding.ts';
import { judgeResult } from '../judge/result.ts';
import { judgeWaits } from '../judge/waits.ts';
import { judgeWire } from '../judge/wire.ts';
import type { Recorded } from '../scoring/recording.ts';
import type { ScoringServer } from '../scoring/server.ts';

/** What came of one case in one language. */
export interface Ran {
  readonly findings: readonly Finding[];
  readonly answer: DriverAnswer;
  readonly recorded: readonly Recorded[];
}

const TIMEOUT_MS = 30_000;
// Where a case says nothing of its client, the first answer is the only one.
const OPTIONS = { max_retries: 0, timeout_ms: 20_000 };

/** Throws `DriverBroken` where the driver is of no further use. */
export async function runCase(one: Case, driver: Driver, server: ScoringServer): Promise<Ran> {
  server.script(one.answers);
  const answer = await driver.call(requestOf(one, server), TIMEOUT_MS);
  const { recorded } = server;
  // Connections a fault left open are not for the next case.
  if (one.answers.some(({ fault }) => fault)) server.dropConnections();
  const findings = [
    ...(one.wire ? judgeWire(one.wire, recorded) : []),
    ...(one.waits ? judgeWaits(one.waits, recorded) : []),
    ...judgeResult(one.gives, answer),
  ];
  return { findings, answer, recorded };
}

function requestOf({ call }: Case, server: ScoringServer): DriverRequest {
  const { client, ...rest } = parseJson(server.fill(printJson(call))) as unknown as Case['call'];
  return { client: { base_url: server.url('origin'), ...(client ?? { options: OPTIONS }) }, ...rest };
}
