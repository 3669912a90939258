// Mixed load of all languages at once over connections that break at random: `nx run soak -- --minutes 30 --seed 7 --lang go,node`.
// Afterwards the server's record is held against the clients': no acknowledged write lost, none doubled, no event lost or repeated,
// memory and sockets bounded. Ends with 1 on a finding; dist/soak/report.json has what was done.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { languageIds } from '@vectorscaledb/sdkgen';
import { inRoot } from './paths.ts';
import { partsOf } from './soak/parts.ts';
import { soak } from './soak/run.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    lang: { type: 'string' },
  },
});
const say = (line: string): boolean => process.stdout.write(`${line}\n`);

say(`seed ${values.seed}`);
const parts = await partsOf(values.lang?.split(',') ?? languageIds);
const report = await soak(parts, Number(values.minutes), Number(values.seed));
const folder = inRoot('dist', 'soak');
await mkdir(folder, { recursive: true });
await writeFile(join(folder, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
for (const [what, count] of Object.entries(report.counts)) say(`${String(count).padStart(8)}  ${what}`);
for (const [fault, count] of Object.entries(report.harm)) say(`${String(count).padStart(8)}  connections: ${fault}`);
for (const [name, { mib, sockets }] of Object.entries(report.held))
  say(`${name}: at most ${mib} MiB, ${sockets} sockets`);
say(
  `${report.stored} entities and ${report.changes} changes on the server, after ${report.minutes} minutes, seed ${report.seed}`,
);
for (const finding of report.findings) say(`✗ ${finding}`);
say(report.findings.length === 0 ? 'nothing was lost, doubled or repeated' : `${report.findings.length} findings`);
process.exitCode = report.findings.length > 0 ? 1 : 0;
