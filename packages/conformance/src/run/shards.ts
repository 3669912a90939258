import type { Case } from '../fixtures/case.ts';

const MOST = 6;
/** Seconds of waiting that are worth a process of their own. */
const WORTHWHILE = 8;

/** Splits cases so that waiting goes on side by side; each keeps its place, to be told in order again. */
export function shardsOf<One extends Case>(cases: readonly One[]): (readonly [place: number, one: One])[][] {
  const placed = cases.map((one, place) => [place, one] as const);
  const waiting = placed.reduce((sum, [, one]) => sum + secondsOf(one), 0);
  const count = Math.min(MOST, 1 + Math.floor(waiting / WORTHWHILE));
  const shards = Array.from({ length: count }, () => ({ seconds: 0, cases: [] as (readonly [number, One])[] }));
  for (const item of placed.toSorted(([, a], [, b]) => secondsOf(b) - secondsOf(a))) {
    const least = shards.reduce((a, b) => (b.seconds < a.seconds ? b : a));
    least.seconds += secondsOf(item[1]);
    least.cases.push(item);
  }
  return shards.map(({ cases }) => cases.toSorted(([a], [b]) => a - b)).filter((shard) => shard.length > 0);
}

/** How long a case takes, nearly all of it waiting. */
function secondsOf({ slow, waits = [], within, answers, before }: Case): number {
  if (slow) return 60;
  const paused = answers.reduce(
    (sum, { delay = 0, pieces = [], websocket = [] }) => sum + delay + pauses(pieces) + pauses(websocket),
    0,
  );
  const waited = waits.reduce((sum, [least]) => sum + least, 0);
  return (paused + waited + (within?.[0] ?? 0)) / 1000 + (before ? 0.5 : 0.005);
}

const pauses = (pieces: readonly unknown[]): number =>
  pieces.reduce<number>((sum, piece) => (typeof piece === 'number' ? sum + piece : sum), 0);
