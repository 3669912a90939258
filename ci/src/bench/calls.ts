import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inRoot } from '../paths.ts';
import { type Figures, LANES } from './calls/lanes.ts';

/** What calls cost, in one run: each language's SDK beside its bare transport and beside others. */
export interface CallReport {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly load: number };
  readonly languages: Readonly<Record<string, Figures>>;
}

/** Not measured in any lane, and why. */
const NOT_MEASURED = [
  'a vendor in Rust: none of those compared in the other languages has an SDK over HTTP there',
  'overhead per call of a vendor is that of another API on the same server, with another answer: a hint, no comparison',
];

export async function benchCalls(only: readonly string[]): Promise<string> {
  const work = await mkdtemp(join(tmpdir(), 'calls-'));
  const server = spawn(process.execPath, [inRoot('ci', 'src', 'bench', 'calls', 'server.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const { value: url } = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next();
    const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), load: loadavg()[0] ?? 0 };
    const languages: Record<string, Figures> = {};
    for (const { name, figures } of LANES.filter(
      (lane) => only.length === 0 || only.includes(lane.name.toLowerCase()),
    )) {
      process.stderr.write(`${name}\n`);
      languages[name] = await figures(String(url), work).catch((error: Error) => ({ notMeasured: error.message }));
    }
    const report: CallReport = { machine, languages };
    const folder = inRoot('dist', 'bench');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'calls.json'), `${JSON.stringify(report, null, 2)}\n`);
    return asText(report);
  } finally {
    server.kill();
    await rm(work, { recursive: true, force: true });
  }
}

const MS = 1000;
const BARE = 'bare: ';

/** One line a figure; of times, what each is of the bare transport. */
function asText({ machine, languages }: CallReport): string {
  const lines = Object.entries(languages).flatMap(([language, figures]) => {
    if ('notMeasured' in figures) return [`${language}: not measured: ${figures.notMeasured}`];
    const all = Object.entries(figures).map(([row, value]) => [...row.split(' | '), value] as [string, string, number]);
    return all.map(([metric, name, value]) => {
      const bare = all.find(([other, by]) => other === metric && by.startsWith(BARE))?.[2] ?? value;
      const shown = metric.endsWith(', s') ? `${(value * MS).toFixed(2)} ms` : String(value);
      const ratio = metric.endsWith(', s') && value !== bare ? `  ${(value / bare).toFixed(2)} ×` : '';
      return `${language.padEnd(7)} ${metric.replace(/, s$/, '').padEnd(28)} ${name.padEnd(46)} ${shown.padStart(12)}${ratio}`;
    });
  });
  const head = `${machine.cpu}, ${machine.cores} cores, load ${machine.load.toFixed(1)}: compare within a run, not across`;
  return `${[head, ...lines, ...NOT_MEASURED.map((what) => `not measured: ${what}`)].join('\n')}\n`;
}
