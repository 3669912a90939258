import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What a group of processes holds at one moment. */
export interface Held {
  readonly mib: number;
  readonly sockets: number;
}

const PAGE_BYTES = 4096;
const MIB = 2 ** 20;

/** Of all processes of a group, which is what a driver's script starts. */
export function heldBy(group: number): Held {
  let mib = 0;
  let sockets = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
      if (Number(rest.split(' ')[2]) !== group) continue;
      mib += (Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE_BYTES) / MIB;
      sockets += socketsOf(pid);
    } catch {
      // It ended meanwhile.
    }
  }
  return { mib, sockets };
}

/** How many sockets a process has open. */
export function socketsOf(pid: number | string): number {
  return readdirSync(`/proc/${pid}/fd`).filter((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`).startsWith('socket:');
    } catch {
      return false;
    }
  }).length;
}

/** The share of the run after which memory is taken as warm, and how much more may be held at its end. */
const WARM = 0.4;
const GROWTH = 1.3;
const SLACK_MIB = 48;
const MOST_SOCKETS = 40;

/** What grew beyond bounds. */
export function findingsOf(name: string, samples: readonly Held[]): string[] {
  const last = samples.at(-1);
  const warm = samples[Math.floor(samples.length * WARM)];
  if (!last || !warm) return [];
  const most = Math.max(...samples.map(({ sockets }) => sockets));
  const bound = warm.mib * GROWTH + SLACK_MIB;
  return [
    ...(last.mib > bound ? [`${name}: memory grew from ${warm.mib.toFixed(0)} to ${last.mib.toFixed(0)} MiB`] : []),
    ...(most > MOST_SOCKETS ? [`${name}: ${most} sockets at once`] : []),
  ];
}
