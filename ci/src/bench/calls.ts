import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gzipSync } from 'node:zlib';
import { inRoot } from '../paths.ts';
import { serve } from '../servers/service.ts';
import { SQLITE } from '../servers/stores.ts';
import { type Figures, LANES } from './calls/lanes.ts';
import { asPage, type Page, type Table } from './page.ts';
import { asText, loadNow } from './report.ts';

/** What calls cost, in one run: each language's SDK beside its bare transport and beside others. */
export interface CallReport {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly load: number };
  readonly languages: Readonly<Record<string, Figures>>;
}

/** What the programs' clients make of a batch themselves, of short numbers and of those an embedding has. */
const batchOf = (vectorOf: (n: number) => readonly number[]): string =>
  JSON.stringify({
    observations: Array.from({ length: 1000 }, (_, n) => ({
      entity_id: `e${n}`,
      entity_type: 'BENCH',
      vector: vectorOf(n),
    })),
  });
const short = () => Array.from({ length: 64 }, () => 0.25);
/** No two are alike: what compresses well is no measure. */
const embedding = (n: number) => Array.from({ length: 384 }, (_, at) => Math.sin(n * 384 + at + 1));

/** Not measured in any lane, and why. */
const NOT_MEASURED = [
  'a vendor in Rust: none of those compared in the other languages has an SDK over HTTP there',
  'overhead per call of a vendor is that of another API on the same server, with another answer: a hint, no comparison',
];

export async function benchCalls(only: readonly string[]): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'calls-'));
  const place = await SQLITE.place();
  const store = await serve({ args: place.args });
  const server = spawn(process.execPath, [inRoot('ci', 'src', 'bench', 'calls', 'server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const { value: url } = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next();
    const batch = join(work, 'batch.json.gz');
    await writeFile(batch, gzipSync(batchOf(short)));
    const embeddings = join(work, 'embeddings.json.gz');
    await writeFile(embeddings, gzipSync(batchOf(embedding)));
    const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), load: loadNow() };
    const languages: Record<string, Figures> = {};
    for (const { name, figures } of LANES.filter(
      (lane) => only.length === 0 || only.includes(lane.name.toLowerCase()),
    )) {
      process.stderr.write(`${name}\n`);
      languages[name] = await figures([String(url), store.url, batch, embeddings], work).catch((error: Error) => ({
        notMeasured: error.message,
      }));
    }
    const report: CallReport = { machine, languages };
    const folder = inRoot('dist', 'bench');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'calls.json'), `${JSON.stringify(report, null, 2)}\n`);
    await writeFile(join(folder, 'calls.html'), asPage(pageOf(report)));
    return `${asText(tablesOf(report))}\ndist/bench/calls.html, dist/bench/calls.json\n`;
  } finally {
    server.kill();
    await store.end();
    await place.clear();
    await rm(work, { recursive: true, force: true });
  }
}

const BARE = 'bare: ';

/** A language's figures: a line for each of them, its times beside the bare transport's. */
function tableOf(language: string, figures: Figures): Table {
  const head = ['', 'figure', '× the bare transport'];
  if ('notMeasured' in figures)
    return { title: language, rows: [head, [`not measured: ${figures.notMeasured}`, '', '']] };
  const all = Object.entries(figures).map(([row, value]) => {
    const [metric = '', name = ''] = row.split(' | ');
    return { metric, name, value };
  });
  const lines = all.map(({ metric, name, value }) => {
    const bare = all.find((other) => other.metric === metric && other.name.startsWith(BARE));
    const isTime = metric.endsWith(SECONDS);
    const what = isTime ? metric.slice(0, -SECONDS.length) : metric;
    const shown = isTime ? `${(value * 1000).toFixed(2)} ms` : String(value);
    const isOther = isTime && bare !== undefined && !name.startsWith(BARE);
    const ratio = isOther ? (value / bare.value).toFixed(2) : '';
    return [`${what}: ${name}`, shown, ratio];
  });
  return { title: language, rows: [head, ...lines] };
}

const SECONDS = ', s';

const tablesOf = ({ languages }: CallReport): Table[] => [
  ...Object.entries(languages).map(([language, figures]) => tableOf(language, figures)),
  { title: 'Not measured', rows: [[''], ...NOT_MEASURED.map((what) => [what])] },
];

export function pageOf(report: CallReport): Page {
  const { cpu, cores, load } = report.machine;
  return {
    title: 'What calls cost',
    tables: tablesOf(report),
    facts: [`${cores} cores, ${cpu}`, `load before ${load.toFixed(1)}`],
    manner:
      'A server on loopback that answers as fast as it can; for what is kept, VectorScaleDB on SQLite. Every figure is the median of rounds in which all ways take turns: compare within a run, not across.',
  };
}
