import { describe, expect, it } from 'vitest';
import { FAULTS } from '../src/crash/faults.ts';
import { killRounds } from '../src/crash/kill.ts';
import { Disk } from '../src/crash/power/disk.ts';
import { whyNoTrace } from '../src/crash/power/record.ts';
import { powerLoss } from '../src/crash/power.ts';
import { replicaRounds } from '../src/crash/replica.ts';
import { STORES } from '../src/servers/stores.ts';

// Short forms: `nx run crash` does 50 rounds and cuts at every sync.
const ROUNDS = 2;
const SEED = 1;
const MOST = 20;
const MINUTES = 60_000;
const noTrace = await whyNoTrace();

describe.each(STORES)('$name', ({ whyNot, ...store }) => {
  const reason = whyNot === null ? '' : ` (${whyNot})`;
  it.skipIf(whyNot)(
    `loses nothing acknowledged to kill -9, and doubles nothing${reason}`,
    { timeout: 10 * MINUTES },
    async () => {
      const report = await killRounds({ ...store, whyNot }, ROUNDS, SEED, () => undefined, MOST);
      expect(report.findings).toEqual([]);
      expect(report.acknowledged).toBeGreaterThan(ROUNDS);
      expect(report.cut).toBeGreaterThan(0);
    },
  );
});

const noPostgres = STORES.find(({ name }) => name === 'postgresql')?.whyNot ?? null;
it.skipIf(noPostgres)(
  `servers go on when a replica takes over, and nothing acknowledged is lost${noPostgres === null ? '' : ` (${noPostgres})`}`,
  { timeout: 10 * MINUTES },
  async () => {
    const report = await replicaRounds(ROUNDS, SEED, () => undefined, MOST);
    expect(report.findings).toEqual([]);
    expect(report.refused).toBeGreaterThan(0);
    expect(report.events).toBeGreaterThan(ROUNDS);
  },
);

it.skipIf(noTrace)(
  `sqlite loses nothing acknowledged to a loss of power${noTrace === null ? '' : ` (${noTrace})`}`,
  { timeout: 10 * MINUTES },
  async () => {
    const { findings, syncs } = await powerLoss(SEED, { writes: 12, everyNth: 4 });
    expect(findings).toEqual([]);
    expect(syncs).toBeGreaterThan(10);
  },
);

it('a disk keeps what was synced of a file whose name was synced, and nothing else for sure', async () => {
  const write = (path: string, text: string) => ({ kind: 'write', path, offset: 0, bytes: Buffer.from(text) }) as const;
  const disk = new Disk();
  for (const path of ['/d/a', '/d/b']) disk.apply({ kind: 'create', path });
  disk.apply(write('/d/a', 'old'));
  disk.apply({ kind: 'sync', path: '/d/a' });
  disk.apply(write('/d/a', 'new'));
  disk.apply(write('/d/b', 'lost'));
  const names = (fate: 'nothing' | 'everything') =>
    disk.left(fate, Math.random).map(([path, bytes]) => `${path} ${bytes}`);
  expect(names('nothing')).toEqual([]);
  expect(names('everything')).toEqual(['/d/a new', '/d/b lost']);
  disk.apply({ kind: 'sync', path: '/d' });
  expect(names('nothing')).toEqual(['/d/a old', '/d/b ']);
});

const faults = await Promise.all(FAULTS.map(async (fault) => ({ ...fault, reason: await fault.whyNot() })));
it.for(faults)(
  'ends in a clear error or goes on: $name',
  { timeout: 5 * MINUTES },
  async ({ findings, reason }, { skip }) => {
    if (reason !== null) skip(reason);
    expect(await findings()).toEqual([]);
  },
);
