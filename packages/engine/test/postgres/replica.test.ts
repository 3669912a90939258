import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type NewObservation, PostgresStore, StoreError } from '../../src/index.ts';
import { collect } from '../helpers.ts';
import { type Pair, startPair } from './pair.ts';
import { whyNot } from './server.ts';

const reason = whyNot();
const UNAVAILABLE = { code: 'unavailable' };

const open = async (options: { url: string; readUrl?: string }): Promise<PostgresStore> => {
  const store = await PostgresStore.open(options);
  onTestFinished(() => store.close());
  return store;
};

/** What a client does that was told to come again. */
async function untilStored(store: PostgresStore, observations: NewObservation[]): Promise<void> {
  for (;;) {
    try {
      await store.ingest('t', observations);
      return;
    } catch (error) {
      expect(error).toBeInstanceOf(StoreError);
      expect(error).toMatchObject(UNAVAILABLE);
      await setTimeout(50);
    }
  }
}

describe.skipIf(reason)(
  `a primary and its replica${reason === null ? '' : ` (${reason})`}`,
  { timeout: 120_000 },
  () => {
    let pair: Pair;
    beforeAll(async () => {
      pair = await startPair();
    }, 120_000);
    afterAll(() => pair?.stop(), 60_000);

    it('are one database: what is read is what was written before, wherever it is read', async () => {
      const store = await open({ url: pair.url, readUrl: pair.standbyUrl() });
      for (let n = 1; n <= 30; n++) {
        await store.ingest('read', [{ entityId: `e${n}`, vector: [n, 1] }]);
        expect((await store.status('read')).observations).toBe(n);
      }
      const { hits } = await store.search('read', { vector: [7, 1], window: {}, limit: 1 });
      expect(hits[0]?.entityId).toBe('e7');
      expect(await collect(store.scan('read', { window: {} }))).toMatchObject([{ length: 30 }]);
    });

    it('are read at the replica where it is not behind, and at the primary where it is', async () => {
      const store = await open({ url: pair.url, readUrl: pair.standbyUrl() });
      await store.ingest('lag', [{ entityId: 'e', vector: [1] }]);
      const reads = async () => {
        await pair.onStandby('SELECT pg_stat_force_next_flush()');
        const [row] = await pair.onStandby<{ n: number }>(
          "SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'vectorscaledb' AND query LIKE 'COMMIT%'",
        );
        return row?.n ?? 0;
      };
      for (let tries = 0; (await reads()) === 0; tries++) {
        expect(tries).toBeLessThan(100);
        await store.status('lag');
      }
      await pair.onStandby('SELECT pg_wal_replay_pause()');
      try {
        await store.ingest('lag', [{ entityId: 'e', vector: [2] }]);
        expect((await store.status('lag')).observations).toBe(2);
      } finally {
        await pair.onStandby('SELECT pg_wal_replay_resume()');
      }
    });

    it('refuses to read from another database', async () => {
      await pair.execute('CREATE DATABASE other');
      const url = pair.primaryUrl().replace('///postgres', '///other');
      await open({ url });
      await expect(PostgresStore.open({ url: pair.url, readUrl: url })).rejects.toThrow(
        'is no replica of the database',
      );
    });

    it('does not acknowledge what the replica did not confirm', async () => {
      const store = await open({ url: pair.url });
      await store.ingest('unsure', [{ entityId: 'e', vector: [1] }]);
      await pair.execute("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
      await pair.execute('SELECT pg_reload_conf()');
      const write = expect(store.ingest('unsure', [{ entityId: 'e', vector: [2] }])).rejects.toMatchObject({
        ...UNAVAILABLE,
        message: expect.stringContaining('send it again'),
      });
      const waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
      while ((await pair.execute(`SELECT 1 ${waiting}`)).length === 0) await setTimeout(20);
      await pair.execute(`SELECT pg_cancel_backend(pid) ${waiting}`);
      await write;
      await pair.execute("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
      await pair.execute('SELECT pg_reload_conf()');
    });

    it('goes on after the replica took over: nothing acknowledged is lost, feeds have no gap', async () => {
      const store = await open({ url: pair.url, readUrl: pair.standbyUrl() });
      const ended = new AbortController();
      onTestFinished(() => ended.abort());
      const feed = await store.changes('t', { signal: ended.signal });
      const writes = 60;
      const seen = collect(feed.changes, writes);
      const entities: string[] = [];
      let failover: Promise<void> | undefined;
      for (let n = 0; n < writes; n++) {
        if (n === 20) failover = pair.failover();
        await untilStored(store, [{ entityId: `e${n}`, vector: [n] }]);
        entities.push(`e${n}`);
      }
      await failover;
      const changes = await seen;
      expect(changes.map(({ sequence }) => sequence)).toEqual(changes.map((_, i) => i + 1));
      const stored = (await store.entities('t', { limit: 100 })).entities.map(({ entityId }) => entityId);
      expect(stored.toSorted()).toEqual(entities.toSorted());
    });
  },
);
