// What becomes of acknowledged data when things break: `nx run crash -- --rounds 50`. Servers are killed while they write, power is
// lost between any two syncs, disks fill up and fail, a replica takes over. Ends with 1 on a finding; dist/crash/report.json has all that was looked at.
import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { FAULTS } from './crash/faults.ts';
import { killRounds } from './crash/kill.ts';
import { powerLoss } from './crash/power.ts';
import { replicaRounds } from './crash/replica.ts';
import { inRoot } from './paths.ts';
import { STORES } from './servers/stores.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    store: { type: 'string' },
    only: { type: 'string' },
  },
});
const rounds = Number(values.rounds);
const seed = Number(values.seed);
const wanted = (part: string): boolean => values.only === undefined || values.only === part;
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

interface Part {
  readonly part: string;
  readonly notDone?: string;
  readonly findings: readonly string[];
}

async function kills(): Promise<Part[]> {
  const parts: Part[] = [];
  for (const store of STORES.filter(({ name }) => values.store === undefined || name === values.store)) {
    const part = `kill -9, ${store.name}`;
    if (store.whyNot !== null) {
      parts.push({ part, notDone: store.whyNot, findings: [] });
      continue;
    }
    const report = await killRounds(store, rounds, seed, (round, found) => {
      for (const each of found) say(`${part}, round ${round}: ${each}`);
    });
    say(`${part}: ${rounds} rounds, ${report.acknowledged} writes acknowledged, ${report.cut} cut off`);
    parts.push({ part, ...report });
  }
  return parts;
}

async function faults(): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { name, whyNot, findings } of FAULTS) {
    const reason = await whyNot();
    const part = { part: name, findings: reason === null ? await findings() : [] };
    say(`${name}: ${reason ?? (part.findings.length === 0 ? 'as it should be' : part.findings.join('; '))}`);
    parts.push({ ...part, ...(reason !== null && { notDone: reason }) });
  }
  return parts;
}

async function power(): Promise<Part[]> {
  const report = await powerLoss(seed);
  say(
    `power loss, sqlite: ${report.notDone ?? `${report.cuts} cuts of ${report.syncs} syncs, ${report.findings.length} findings`}`,
  );
  for (const each of report.findings) say(`  ${each}`);
  return [{ part: 'power loss, sqlite', ...report }];
}

async function replica(): Promise<Part[]> {
  const part = 'replica promoted, postgresql';
  const notDone = STORES.find(({ name }) => name === 'postgresql')?.whyNot;
  if (typeof notDone === 'string') return [{ part, notDone, findings: [] }];
  // One of them takes as long as several of the others: a new replica is made in each.
  const report = await replicaRounds(Math.ceil(rounds / 5), seed, (round, found) => {
    for (const each of found) say(`${part}, round ${round}: ${each}`);
  });
  const { acknowledged, refused, outageMs, events, resumed, findings } = report;
  say(
    `${part}: ${report.rounds} rounds, ${acknowledged} writes acknowledged, ${refused} refusals, at most ${(outageMs / 1000).toFixed(1)} s without an acknowledgement, ${events} events in every feed, ${resumed} feeds resumed, ${findings.length} findings`,
  );
  return [{ part, ...report }];
}

const parts = [
  ...(wanted('kill') ? await kills() : []),
  ...(wanted('replica') ? await replica() : []),
  ...(wanted('power') ? await power() : []),
  ...(wanted('faults') ? await faults() : []),
];
const folder = inRoot('dist', 'crash');
await mkdir(folder, { recursive: true });
const load = loadavg()[0];
await writeFile(join(folder, 'report.json'), `${JSON.stringify({ seed, load, parts }, null, 2)}\n`);
if (parts.some(({ findings, notDone }) => findings.length > 0 || notDone !== undefined)) process.exitCode = 1;
