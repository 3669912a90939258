import type { Recorded } from '../scoring/recording.ts';
import type { Finding } from './finding.ts';

/** Waits between requests, on the server's clock. */
export function judgeWaits(
  waits: readonly (readonly [least: number, most: number])[],
  recorded: readonly Recorded[],
): Finding[] {
  return waits.flatMap(([least, most], n) => {
    const [before, after] = [recorded[n], recorded[n + 1]];
    const waited = before && after ? Math.round(after.at - before.at) : null;
    const fits = waited !== null && waited >= least && waited <= most;
    const what = `wait before request ${n + 2}`;
    return fits ? [] : [{ what, expected: `${least}–${most} ms`, got: waited === null ? 'none' : `${waited} ms` }];
  });
}
