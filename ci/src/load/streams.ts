import { loadavg } from 'node:os';
import { serve } from '../servers/service.ts';
import { STORES } from '../servers/stores.ts';

export interface StreamFigures {
  readonly store: string;
  readonly streams: number;
  readonly rows: number;
  /** Rows a second that were stored while every stream was told of each. */
  readonly rowsPerSecond: number;
  /** Until the last stream had the last event. */
  readonly seconds: number;
  readonly complete: number;
  readonly load: number;
}

const BATCH = 100;
const PATIENCE_MS = 300_000;

/** Holds many streams on one server while rows come in; each must get every event. */
export async function holdStreams(name: string, streams: number, rows: number): Promise<StreamFigures> {
  const place = await STORES.find((store) => store.name === name)?.place();
  if (!place) throw new Error(`there is no store ${name}`);
  const service = await serve(place);
  const gone = AbortSignal.timeout(PATIENCE_MS);
  try {
    const opened = await Promise.all(
      Array.from({ length: streams }, () => fetch(`${service.url}/v1/changes/stream`, { signal: gone })),
    );
    const reading = opened.map((response) => countEvents(response, rows));
    const begun = performance.now();
    for (let first = 0; first < rows; first += BATCH) await send(service.url, first);
    const stored = (performance.now() - begun) / 1000;
    const counts = await Promise.all(reading);
    const seconds = (performance.now() - begun) / 1000;
    const complete = counts.filter((count) => count === rows).length;
    return { store: name, streams, rows, rowsPerSecond: rows / stored, seconds, complete, load: loadavg()[0] ?? 0 };
  } finally {
    await service.end();
    await place.clear();
  }
}

async function countEvents(response: Response, until: number): Promise<number> {
  let count = 0;
  let rest = '';
  try {
    for await (const chunk of (response.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      count += blocks.filter((block) => /^data:/m.test(block)).length;
      if (count >= until) break;
    }
  } catch {
    // Cut or out of patience: the count tells.
  }
  return count;
}

async function send(url: string, first: number): Promise<void> {
  const observations = Array.from({ length: BATCH }, (_, i) => ({ entity_id: `e${first + i}`, vector: [first, i] }));
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${url}/v1/vectors/batch`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ observations }),
  });
  if (!response.ok) throw new Error(`a batch was answered ${response.status}`);
  await response.body?.cancel();
}
