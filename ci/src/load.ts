// Our stores beside what a user would pick instead, one after another on one machine: `nx run load -- --rows 100000`. What was measured
// is kept in dist/load/journal.json, so a run that was cut off goes on with the next row; `--again NAME` measures one anew.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CONTESTANTS, contest, makeData, OURS } from './load/contest.ts';
import { asText } from './load/page.ts';
import { isMeasured, type Row, type Size, sizeName } from './load/row.ts';
import { holdStreams, type StreamFigures } from './load/streams.ts';
import { inRoot } from './paths.ts';
import { pythonWith } from './run/pip.ts';

const SIZES: readonly Size[] = [
  { rows: 100_000, dimensions: 64 },
  { rows: 100_000, dimensions: 384 },
  { rows: 1_000_000, dimensions: 64 },
];
const { values } = parseArgs({
  options: {
    rows: { type: 'string' },
    dimensions: { type: 'string' },
    only: { type: 'string', multiple: true },
    again: { type: 'string', multiple: true, default: [] },
    streams: { type: 'string', default: '500' },
    events: { type: 'string', default: '1000' },
  },
});
const folder = inRoot('dist', 'load');
const path = join(folder, 'journal.json');

interface Journal {
  readonly rows: Record<string, Row>;
  readonly streams: Record<string, StreamFigures | string>;
}

const readJournal = async (): Promise<Journal> =>
  JSON.parse(await readFile(path, 'utf8').catch(() => '{"rows":{},"streams":{}}'));

const isWanted = ({ rows, dimensions }: Size): boolean =>
  (values.rows === undefined || rows === Number(values.rows)) &&
  (values.dimensions === undefined || dimensions === Number(values.dimensions));

async function measureRows(python: string): Promise<void> {
  for (const size of SIZES.filter(isWanted))
    for (const name of CONTESTANTS) {
      if (values.only !== undefined && !values.only.includes(name)) continue;
      const key = `${name}, ${sizeName(size)}`;
      const { rows, streams } = await readJournal();
      if (isMeasured(rows[key]) && !values.again.includes(name)) continue;
      process.stderr.write(`${key}\n`);
      const row = await contest(name, size, python, await makeData(python, size));
      await writeFile(path, JSON.stringify({ rows: { ...rows, [key]: row }, streams }));
    }
}

async function measureStreams(): Promise<void> {
  for (const name of OURS) {
    const { rows, streams } = await readJournal();
    if (values.only !== undefined && !values.only.includes('streams')) continue;
    if (typeof streams[name] === 'object' && !values.again.includes('streams')) continue;
    process.stderr.write(`streams, ${name}\n`);
    const held = await holdStreams(name, Number(values.streams), Number(values.events)).catch(
      (error: Error) => error.message,
    );
    await writeFile(path, JSON.stringify({ rows, streams: { ...streams, [name]: held } }));
  }
}

await mkdir(folder, { recursive: true });
await measureRows(await pythonWith('load', inRoot('ci', 'src', 'load', 'requirements.txt')));
await measureStreams();
const { rows, streams } = await readJournal();
const machine = { cpu: cpus()[0]?.model, cores: availableParallelism(), node: process.version };
await writeFile(
  join(folder, 'report.json'),
  `${JSON.stringify({ machine, rows: Object.values(rows), streams }, null, 2)}\n`,
);
const held = OURS.map((name) => streams[name] ?? `${name}: not run yet`);
process.stdout.write(`${asText(SIZES, Object.values(rows), held)}dist/load/report.json\n`);
