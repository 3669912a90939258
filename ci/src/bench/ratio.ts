import type { Cost } from './measure.ts';
import type { Row } from './row.ts';

export interface Ratio {
  readonly name: string;
  /** Peer over ours: 20 is twenty times cheaper; null where a side was not measured. */
  readonly cpu: number | null;
  readonly memory: number | null;
}

export function ratio(name: string, peers: readonly Row[], peer: string, ours: readonly Row[], our: string): Ratio {
  const theirs = costOf(peers, peer);
  const own = costOf(ours, our);
  if (!theirs || !own) return { name, cpu: null, memory: null };
  return { name, cpu: theirs.cpuSeconds / own.cpuSeconds, memory: theirs.peakMiB / own.peakMiB };
}

function costOf(rows: readonly Row[], name: string): Cost | null {
  const found = rows.find((row) => row.name === name);
  return found && 'cost' in found ? found.cost : null;
}
