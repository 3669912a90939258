import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { collect, openStore, storeKind } from '../helpers.ts';

/** Ends every connection of every store to a database, as a failover does. */
async function breakConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'vectorscaledb'");
  await client.end();
}

describe('connections that break', () => {
  it('fail what was under way, whole, and nothing after; feeds go on without a gap', async () => {
    const place = await storeKind().place();
    const [writing, following] = [await openStore({ place }), await openStore({ place })];
    const feed = await following.changes('t', { signal: new AbortController().signal });
    const reading = collect(feed.changes, 2);
    await writing.ingest('t', [{ entityId: 'before', vector: [1] }]);
    const batch = (n: number) => Array.from({ length: 50 }, (_, i) => ({ entityId: `e${n}-${i}`, vector: [n, i] }));
    const under = Promise.allSettled(Array.from({ length: 10 }, (_, n) => writing.ingest(`u${n}`, batch(n))));
    await breakConnections(place);
    const outcomes = await under;
    for (const [n, outcome] of outcomes.entries()) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'unavailable' });
      else expect((await writing.status(`u${n}`)).observations).toBe(50);
    }
    await writing.ingest('t', [{ entityId: 'after', vector: [1] }]);
    expect((await reading).map(({ entityId }) => entityId)).toEqual(['before', 'after']);
  });
});
