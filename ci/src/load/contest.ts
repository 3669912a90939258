import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inRoot } from '../paths.ts';
import { run } from '../run/process.ts';
import { STORES } from '../servers/stores.ts';
import type { Asked, Figures, Row, Size, Window } from './row.ts';

const HERE = fileURLToPath(new URL('.', import.meta.url));
export const OURS = ['sqlite', 'postgresql'];
/** Asked after a minute in which nobody asked anything, when rows that are searched are kept in memory (0222). */
const RESTED = 'sqlite-rested';
const PEERS = ['qdrant', 'lancedb', 'chroma', 'duckdb'];
/** Everyone, the one first that the others are compared to. */
export const CONTESTANTS = ['sqlite', RESTED, 'postgresql', ...PEERS];
const LONGEST_SECONDS = 3600;

interface Answers {
  readonly coldMs: number;
  readonly mib: number;
  readonly answers: readonly { readonly ms: number; readonly ids: readonly number[] }[];
}

/** Rows and queries of a size, made once. */
export async function makeData(python: string, { rows, dimensions }: Size): Promise<string> {
  const folder = inRoot('dist', 'load', `data-${rows}-${dimensions}`);
  const made = await readFile(join(folder, 'queries.json')).catch(() => null);
  if (made === null) await must([python, join(HERE, 'data.py'), folder, String(rows), String(dimensions)]);
  return folder;
}

/** Fills a store in one process and asks it in another, so that opening is cold and memory that of asking alone. */
export async function contest(name: string, size: Size, python: string, data: string): Promise<Row> {
  try {
    return { name, ...size, ...(await measured(name, size, python, data)) };
  } catch (error) {
    return { name, ...size, notMeasured: (error as Error).message.split('\n').slice(-1)[0] ?? '' };
  }
}

async function measured(name: string, { rows, dimensions }: Size, python: string, data: string): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'vsdb-load-'));
  const kind = name === 'postgresql' ? STORES.find((store) => store.name === name) : undefined;
  const place = await kind?.place();
  try {
    const where = place && 'databaseUrl' in place.data ? place.data.databaseUrl : join(folder, 'store');
    const program = PEERS.includes(name) ? [python, join(HERE, 'peers.py')] : [process.execPath, join(HERE, 'ours.ts')];
    const phase = (what: string): Promise<string> =>
      must([...program, name, what, where, data, String(rows), String(dimensions)]);
    const before = loadavg()[0] ?? 0;
    const { seconds } = JSON.parse(await phase('fill')) as { seconds: number };
    const { coldMs, mib, answers } = JSON.parse(await phase('ask')) as Answers;
    const asked: Asked = JSON.parse(await readFile(join(data, 'queries.json'), 'utf8'));
    const load = [before, loadavg()[0] ?? 0] as const;
    return { rowsPerSecond: rows / seconds, coldMs, mib, windows: windows(asked, answers), load };
  } finally {
    await place?.clear();
    await rm(folder, { recursive: true, force: true });
  }
}

function windows({ queries }: Asked, answers: Answers['answers']): Window[] {
  const shares = [...new Set(queries.map(({ share }) => share))];
  return shares.map((share) => {
    const own = queries.flatMap((query, i) => (query.share === share ? [{ query, answer: answers[i] }] : []));
    const times = own.map(({ answer }) => answer?.ms ?? Number.NaN).sort((a, b) => a - b);
    const at = (part: number): number => times[Math.ceil(part * times.length) - 1] ?? Number.NaN;
    const hit = own.flatMap(({ query, answer }) => query.nearest.map((id) => answer?.ids.includes(id) ?? false));
    return { share, p50: at(0.5), p95: at(0.95), recall: hit.filter(Boolean).length / hit.length };
  });
}

/** The last line it printed; what some write to their errors as they end is none of it. */
async function must(argv: readonly string[]): Promise<string> {
  const { ok, output, stdout } = await run({ argv, cwd: HERE, timeoutSeconds: LONGEST_SECONDS });
  if (!ok) throw new Error(output.trim().slice(-1000));
  return stdout.trim().split('\n').at(-1) ?? '';
}
