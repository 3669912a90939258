import { expect } from 'vitest';
import { caller } from './helpers.ts';
import { run } from './process.ts';

const BATCHES = 60;
const ITEMS = 40;
const WRITERS = 6;

const batch = (number: number) => ({
  observations: Array.from({ length: ITEMS }, (_, i) => ({ entity_id: `b${number}-${i}`, vector: [number, i, 0.5] })),
});

/** Sends batches over several connections until all are sent or the server is gone; returns those acknowledged. */
async function send(url: string, numbers: number[], acknowledged: () => void = () => undefined): Promise<Set<number>> {
  const done = new Set<number>();
  const queue = numbers.values();
  const writer = async () => {
    for (const number of queue) {
      const { status, body } = await caller(url)('POST', '/v1/vectors/batch', batch(number), {
        'idempotency-key': `batch-${number}`,
      });
      expect([status, body.ingested]).toEqual([200, ITEMS]);
      done.add(number);
      acknowledged();
    }
  };
  await Promise.allSettled(Array.from({ length: WRITERS }, writer));
  return done;
}

async function stored(url: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await caller(url)('GET', `/v1/entities?limit=1000${cursor && `&cursor=${cursor}`}`);
    for (const { entity_id, observations } of body.entities) counts.set(entity_id, observations);
    cursor = body.next_cursor;
  }
  return counts;
}

/** No acknowledged vector is lost to kill -9, and none is doubled when the rest is sent again. */
export async function surviveKill(args: string[], env: Record<string, string> = {}): Promise<void> {
  const numbers = Array.from({ length: BATCHES }, (_, i) => i);
  const first = run(args, env);
  let acknowledgements = 0;
  const done = await send(await first.url, numbers, () => {
    if (++acknowledgements === BATCHES / 3) first.child.kill('SIGKILL');
  });
  expect((await first.exit).signal).toBe('SIGKILL');
  expect(done.size).toBeGreaterThanOrEqual(BATCHES / 3);
  expect(done.size).toBeLessThan(BATCHES);

  const url = await run(args, env).url;
  const kept = await stored(url);
  for (const number of done)
    for (const { entity_id } of batch(number).observations) expect(kept.get(entity_id)).toBe(1);
  const whole = new Set([...kept.keys()].map((id) => id.split('-')[0]));
  expect(kept.size).toBe(whole.size * ITEMS);

  expect((await send(url, numbers)).size).toBe(BATCHES);
  const all = await stored(url);
  expect(all.size).toBe(BATCHES * ITEMS);
  expect([...all.values()].every((count) => count === 1)).toBe(true);
  const { body } = await caller(url)('POST', '/v1/search/temporal-knn', { query_vector: [7, 3, 0.5], k: 1 });
  expect(body).toMatchObject({ compared: BATCHES * ITEMS, hits: [{ entity_id: 'b7-3', distance: 0 }] });
}
