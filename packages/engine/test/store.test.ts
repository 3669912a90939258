import { describe, expect, it, vi } from 'vitest';
import { collect, openStore, storeKind } from './helpers.ts';

const rows = (count: number, entityId = 'e') =>
  Array.from({ length: count }, (_, i) => ({ entityId, vector: [i, 1], timestamp: Math.floor(i / 300) }));
const sequences = (batches: { sequence: number }[][]) => batches.flat().map(({ sequence }) => sequence);

describe('a scan', () => {
  it('gives every row once, in batches, in order of time and sequence', async () => {
    const store = await openStore();
    const stored = await store.ingest('t', rows(2600));
    const batches = await collect(store.scan('t', { window: {} }));
    expect(batches.length).toBeGreaterThan(4);
    expect(sequences(batches)).toEqual(stored.map(({ sequence }) => sequence));
    expect(sequences(await collect(store.scan('t', { window: { start: 1, end: 2 } })))).toEqual(
      stored.slice(300, 900).map(({ sequence }) => sequence),
    );
  });

  it('is of what was there, without what is deleted meanwhile', async () => {
    const store = await openStore();
    await store.ingest('t', [...rows(1200, 'a'), ...rows(1200, 'b')]);
    const scan = store.scan('t', { window: {} })[Symbol.asyncIterator]();
    const first = (await scan.next()).value;
    await store.ingest('t', rows(10, 'c'));
    await store.deleteVectors('t', { entityId: 'a', window: { start: 3 } });
    await store.deleteEntity('t', 'b');
    const rest = sequences(await collect({ [Symbol.asyncIterator]: () => scan }));
    expect([...sequences([first]), ...rest]).toEqual(Array.from({ length: 900 }, (_, i) => i + 1));
  });
});

describe('a receipt', () => {
  it('is kept once: a second write under its key is refused whole', async () => {
    const store = await openStore();
    const receipt = { operation: 'o', key: 'k', fingerprint: 'f', body: () => '{}' };
    await store.ingest('t', rows(1), receipt);
    await expect(store.ingest('t', rows(1), receipt)).rejects.toMatchObject({ code: 'conflict' });
    await store.ingest('u', rows(1), receipt);
    expect((await store.status('t')).observations).toBe(1);
  });
});

describe('record times', () => {
  it('grow also when the clock goes back', async () => {
    const store = await openStore();
    await store.ingest('t', rows(1));
    const [before] = (await store.history('t', 'e', { window: {}, descending: false, limit: 1 })).observations;
    const clock = vi.spyOn(Date, 'now').mockReturnValue(1_000_000);
    try {
      await store.ingest('t', rows(1, 'late'));
    } finally {
      clock.mockRestore();
    }
    const [after] = (await store.history('t', 'late', { window: {}, descending: false, limit: 1 })).observations;
    expect(after?.recordedAt).toBeGreaterThan(before?.recordedAt as number);
    const knownAt = before?.recordedAt as number;
    expect((await store.search('t', { vector: [0, 1], window: {}, limit: 9, knownAt })).hits).toHaveLength(1);
  });
});

describe('a restart', () => {
  it('keeps the past, snapshots and where the past begins', async () => {
    const place = await storeKind().place();
    const first = await storeKind().open({ place });
    await first.ingest('t', rows(3));
    await first.deleteVectors('t', { window: { start: 0 } });
    await first.compact('t', { historyBefore: Number.MAX_SAFE_INTEGER });
    await first.ingest('t', rows(2));
    const { snapshotId } = await first.createSnapshot('t', { label: 'x', expiresAt: Number.MAX_SAFE_INTEGER });
    await first.deleteEntity('t', 'e');
    const status = await first.status('t');
    await first.close();
    const second = await openStore({ place });
    expect(await second.status('t')).toEqual(status);
    expect(status).toMatchObject({ history: 2, historyFrom: expect.any(Number) });
    expect(await second.restoreSnapshot('t', snapshotId)).toMatchObject({ restored: 2, removed: 0, entities: 1 });
    expect((await second.entity('t', 'e')).observations).toBe(2);
  });
});

describe('a poll', () => {
  it('ends with its signal and with the store', async () => {
    const store = await storeKind().open({});
    const leaving = new AbortController();
    const query = { limit: 9, waitMs: 60_000 };
    const left = store.poll('t', { ...query, signal: leaving.signal });
    leaving.abort();
    expect(await left).toMatchObject({ changes: [], more: false });
    const waiting = store.poll('t', { ...query, signal: new AbortController().signal });
    await store.close();
    expect(await waiting).toMatchObject({ changes: [], more: false });
  });
});
