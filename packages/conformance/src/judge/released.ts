import { setTimeout as sleep } from 'node:timers/promises';
import type { Recorded } from '../scoring/recording.ts';
import type { Finding } from './finding.ts';

/** Milliseconds within which a client must have let go of a WebSocket it no longer reads, whatever the server does. */
const GRACE = 1500;
const STEP = 10;

/** Holds a client to letting go of its WebSockets once the caller is done. */
export async function judgeReleased(recorded: readonly Recorded[]): Promise<Finding[]> {
  const open = () => recorded.filter(({ dialogue }) => dialogue && dialogue.goneAt === null).length;
  for (let waited = 0; open() > 0 && waited < GRACE; waited += STEP) await sleep(STEP);
  const left = open();
  return left === 0 ? [] : [{ what: `connections open after ${GRACE} ms`, expected: '0', got: String(left) }];
}
