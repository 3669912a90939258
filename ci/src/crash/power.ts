import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Disk, FATES } from './power/disk.ts';
import type { Event } from './power/events.ts';
import { judge } from './power/judge.ts';
import { record, whyNoTrace } from './power/record.ts';
import { drawing } from './random.ts';

export interface PowerReport {
  readonly writes: number;
  readonly syncs: number;
  readonly cuts: number;
  readonly findings: readonly string[];
  readonly notDone?: string;
}

export interface PowerPlan {
  readonly writes: number;
  /** Of how many moments, syncs and acknowledgements, one is looked at. */
  readonly everyNth: number;
}

/**
 * Records what the embedded store writes and syncs, then loses power before and after every sync, and after every acknowledgement: what was not synced is
 * gone, there, or there in part. Each time a store opened on what is left must have all that was acknowledged by then.
 */
export async function powerLoss(seed: number, plan: PowerPlan = { writes: 150, everyNth: 1 }): Promise<PowerReport> {
  const { writes } = plan;
  const notDone = await whyNoTrace();
  if (notDone !== null) return { writes, syncs: 0, cuts: 0, findings: [], notDone };
  const folder = await mkdtemp(join(tmpdir(), 'vsdb-power-'));
  try {
    return { writes, ...(await cutAll(await record(folder, writes), folder, seed, plan)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function cutAll(events: readonly Event[], folder: string, seed: number, { writes, everyNth }: PowerPlan) {
  const disk = new Disk();
  const acknowledged = new Set<number>();
  const random = drawing(seed);
  const findings: string[] = [];
  let syncs = 0;
  let cuts = 0;
  const cut = async (when: string): Promise<void> => {
    for (const fate of FATES) {
      const left = join(folder, 'left');
      await disk.image(join(folder, 'disk'), left, fate, random);
      const found = await judge(join(left, 'not', 'there', 'yet'), acknowledged, writes);
      findings.push(...found.map((each) => `${when} sync ${syncs}, ${fate} left: ${each}`));
      cuts += 1;
      await rm(left, { recursive: true, force: true });
    }
  };
  let moments = 0;
  for (const event of events) {
    const isMoment = event.kind === 'sync' || event.kind === 'said';
    const looked = isMoment && moments % everyNth === 0;
    if (looked && event.kind === 'sync') await cut('before');
    disk.apply(event);
    if (event.kind === 'sync') syncs += 1;
    if (event.kind === 'said')
      for (const [, number] of event.text.matchAll(/acknowledged (\d+)/g)) acknowledged.add(Number(number));
    if (looked) await cut('after');
    if (isMoment) moments += 1;
  }
  await cut('at the end, after');
  return { syncs, cuts, findings };
}
