import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { pythonWith } from '../run/pip.ts';
import { run } from '../run/process.ts';
import { serve } from '../servers/service.ts';
import type { StoreKind } from '../servers/stores.ts';
import { seedData } from './seed-data.ts';

const HERE = inRoot('ci', 'src', 'schemathesis');
const KEY = 'schemathesis';
const HOURS = 3600;

/** One run of schemathesis on a server of its own. */
export interface Round {
  readonly store: string;
  readonly seed: number;
  readonly cases: number;
  /** Each kind of finding, and where it was found. */
  readonly findings: readonly string[];
  readonly seconds: number;
}

export interface Plan {
  readonly seed: number;
  /** Cases of each operation at most, in each phase. */
  readonly examples: number;
  readonly phases: readonly string[];
}

/** What schemathesis writes with `--report json`, as far as it is read here. */
interface Report {
  readonly running_time: number;
  readonly complete: boolean;
  readonly operations: { readonly tested: number };
  readonly test_cases: { readonly generated: number };
  readonly failures: readonly { readonly title: string; readonly operations: readonly string[] }[];
  readonly errors: readonly { readonly title: string; readonly count: number }[];
}

export async function round(store: StoreKind, { seed, examples, phases }: Plan, folder: string): Promise<Round> {
  const python = await pythonWith('schemathesis', join(HERE, 'requirements.txt'));
  const place = await store.place();
  try {
    const service = await serve({ args: [...place.args, '--api-key', `${KEY}=t1`], env: place.env });
    try {
      await seedData(service.url, KEY);
      const name = join(folder, `${store.name}-${seed}`);
      await mkdir(folder, { recursive: true });
      await rm(`${name}.json`, { force: true });
      const { output } = await run({
        argv: [
          ...[python, '-m', 'schemathesis.cli', '--config-file', join(HERE, 'schemathesis.toml'), 'run'],
          ...[`${service.url}/openapi.json`, '--header', `X-API-Key: ${KEY}`],
          ...['--phases', phases.join(','), '--max-examples', String(examples), '--seed', String(seed)],
          ...['--continue-on-failure', '--request-timeout', '60', '--generation-database', 'none'],
          ...['--report', 'json', '--report-json-path', `${name}.json`, '--output-truncate', 'false'],
        ],
        // It keeps a cache where it runs.
        cwd: folder,
        env: { PYTHONPATH: HERE, PYTHONDONTWRITEBYTECODE: '1' },
        timeoutSeconds: 4 * HOURS,
      });
      await writeFile(`${name}.txt`, output);
      const report = await readReport(`${name}.json`, output);
      const failed = service
        .said()
        .split('\n')
        .filter((line) => line.includes('request failed'));
      return {
        store: store.name,
        seed,
        cases: report.test_cases.generated,
        findings: [...findingsOf(report), ...new Set(failed)],
        seconds: Math.round(report.running_time),
      };
    } finally {
      await service.end();
    }
  } finally {
    await place.clear();
  }
}

async function readReport(path: string, output: string): Promise<Report> {
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) throw new Error(`schemathesis did not run: ${output.trim().slice(-2000)}`);
  return JSON.parse(text) as Report;
}

const findingsOf = ({ failures, errors, complete }: Report): string[] => [
  ...failures.map(({ title, operations }) => `${title}: ${operations.join(', ')}`),
  ...errors.map(({ title, count }) => `${title}, ${count} times`),
  ...(complete ? [] : ['the run did not come to its end']),
];
