// Our two stores, in process as the others: `ours.ts sqlite|sqlite-rested|postgresql fill|ask STORE DATA ROWS DIMENSIONS`.
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PostgresStore, SqliteStore } from '@vectorscaledb/engine';
import type { Asked } from './row.ts';

const BATCH = 1000;
/** Entities the rows belong to, in turn. */
const ENTITIES = 1000;
const SECOND = 1_000_000;
const TENANT = 'bench';
const BYTES = 4;
const REST_MS = 60_000;

const [name, phase, place = '', data = '', rowsText, dimensionsText] = process.argv.slice(2);
const rows = Number(rowsText);
const dimensions = Number(dimensionsText);
const started = performance.now();
const store = name === 'postgresql' ? await PostgresStore.open({ url: place }) : new SqliteStore({ directory: place });

async function fill(): Promise<object> {
  const file = await open(join(data, 'vectors.f32'));
  const begun = performance.now();
  for (let first = 0; first < rows; first += BATCH) {
    const count = Math.min(BATCH, rows - first);
    const bytes = Buffer.alloc(count * dimensions * BYTES);
    await file.read(bytes, 0, bytes.length, first * dimensions * BYTES);
    const numbers = new Float32Array(bytes.buffer, bytes.byteOffset, count * dimensions);
    const batch = Array.from({ length: count }, (_, i) => ({
      entityId: `e${(first + i) % ENTITIES}`,
      vector: Array.from(numbers.subarray(i * dimensions, (i + 1) * dimensions)),
      timestamp: (first + i) * SECOND,
    }));
    await store.ingest(TENANT, batch);
  }
  const seconds = (performance.now() - begun) / 1000;
  await file.close();
  return { seconds };
}

async function ask(): Promise<object> {
  const { k, queries }: Asked = JSON.parse(await readFile(join(data, 'queries.json'), 'utf8'));
  let coldMs: number | undefined;
  const search = async ({ query, first, last }: Asked['queries'][number]) => {
    const begun = performance.now();
    const window = { start: first * SECOND, end: last * SECOND };
    const { hits } = await store.search(TENANT, { vector: query, window, limit: k });
    const ms = performance.now() - begun;
    coldMs ??= performance.now() - started;
    return { ms, ids: hits.map(({ timestamp }) => timestamp / SECOND) };
  };
  if (name === 'sqlite-rested') {
    for (const each of queries) await search(each);
    await setTimeout(REST_MS);
  }
  const answers: Awaited<ReturnType<typeof search>>[] = [];
  for (const each of queries) answers.push(await search(each));
  return { coldMs, mib: process.resourceUsage().maxRSS / 1024, answers };
}

const figures = phase === 'fill' ? await fill() : await ask();
await store.close();
process.stdout.write(`${JSON.stringify(figures)}\n`);
