import { describe, expect, it } from 'vitest';
import { SqliteStore } from '../src/index.ts';
import { memoryStore, temporaryDirectory } from './helpers.ts';

const seal = { operation: 'ingest', key: 'k', fingerprint: 'f', body: (outcome: unknown) => JSON.stringify(outcome) };

describe('a data directory', () => {
  it('gives back after a restart what was acknowledged, receipts included', async () => {
    const directory = temporaryDirectory();
    const first = new SqliteStore({ directory });
    const observations = Array.from({ length: 600 }, (_, i) => ({
      entityId: 'e',
      vector: [i / 7, 1],
      timestamp: i,
      metadata: { i },
    }));
    const stored = await first.ingest('t', observations, seal);
    const query = { vector: [50, 1], window: {}, limit: 5 };
    const expected = await first.search('t', query);
    const status = await first.status('t');
    await first.close();
    const second = memoryStore({ directory });
    expect(await second.search('t', query)).toEqual(expected);
    expect(await second.status('t')).toEqual(status);
    expect(await second.receipt('t', 'ingest', 'k')).toEqual({ fingerprint: 'f', body: JSON.stringify(stored) });
    expect(await second.receipt('u', 'ingest', 'k')).toBeNull();
    expect((await second.ingest('t', [{ entityId: 'e', vector: [1] }]))[0]?.sequence).toBe(601);
  });

  it('has one writer, and says so', () => {
    const directory = temporaryDirectory();
    memoryStore({ directory });
    expect(() => new SqliteStore({ directory })).toThrow(`${directory} is in use by another process`);
  });
});

describe('a group of writes', () => {
  it('keeps what succeeds when one in it fails, and leaves no trace of that one', async () => {
    const store = memoryStore();
    const broken = {
      ...seal,
      body: () => {
        throw new Error('no answer');
      },
    };
    const outcomes = await Promise.allSettled([
      store.ingest('t', [{ entityId: 'a', vector: [1] }]),
      store.ingest('t', [{ entityId: 'b', vector: [1] }], broken),
      store.deleteEntity('t', 'nobody'),
      store.ingest('t', [{ entityId: 'c', vector: [1] }]),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    const { entities } = await store.entities('t', { limit: 9 });
    expect(entities.map(({ entityId }) => entityId)).toEqual(['a', 'c']);
    expect(await store.status('t')).toMatchObject({ entities: 2, observations: 2 });
  });
});
