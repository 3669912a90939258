import { setTimeout as sleep } from 'node:timers/promises';
import type { Recorded } from '../scoring/recording.ts';
import type { Finding } from './finding.ts';

/** Milliseconds within which a client must have let go of what it no longer reads, whatever the server does. */
const GRACE = 1500;
const STEP = 10;

/** Holds a client to letting go of its WebSockets once the caller is done, and of every request the caller gave up. */
export async function judgeReleased(recorded: readonly Recorded[], isGivenUp = false): Promise<Finding[]> {
  const isOpen = ({ dialogue, isOver }: Recorded) => (dialogue ? dialogue.goneAt === null : isGivenUp && !isOver);
  const open = () => recorded.filter(isOpen).length;
  for (let waited = 0; open() > 0 && waited < GRACE; waited += STEP) await sleep(STEP);
  const left = open();
  return left === 0 ? [] : [{ what: `connections open after ${GRACE} ms`, expected: '0', got: String(left) }];
}
