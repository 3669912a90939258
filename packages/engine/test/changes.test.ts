import { describe, expect, it } from 'vitest';
import { collect, openStore, storeKind } from './helpers.ts';

const { signal } = new AbortController();
const one = (entityId: string, entityType = 'A') => [{ entityId, vector: [1], entityType }];

describe('the change feed', () => {
  it('starts with the next change, and goes on after any id without a gap', async () => {
    const store = await openStore();
    await store.ingest('t', one('before'));
    const live = await store.changes('t', { signal });
    await store.ingest('t', one('a'));
    await store.ingest('u', one('secret'));
    await store.ingest('t', one('a'));
    await store.updateEntity('t', 'a', { displayName: 'x' });
    await store.updateEntity('t', 'a', { displayName: 'x' });
    await store.deleteEntity('t', 'a');
    const seen = await collect(live.changes, 4);
    expect(seen.map(({ changeType }) => changeType)).toEqual(['created', 'updated', 'updated', 'deleted']);
    expect(seen.map(({ sequence }) => sequence)).toEqual([2, 3, 4, 5]);
    const again = await store.changes('t', { signal, after: live.startId });
    expect(await collect(again.changes, 4)).toEqual(seen);
    const rest = await store.changes('t', { signal, after: seen[1]?.id as string });
    expect(await collect(rest.changes, 2)).toEqual(seen.slice(2));
  });

  it('waits for what is to come, filters by type, and ends when aborted', async () => {
    const store = await openStore();
    const controller = new AbortController();
    const feed = await store.changes('t', { signal: controller.signal, entityTypes: ['B'] });
    const reader = feed.changes[Symbol.asyncIterator]();
    const next = reader.next();
    await store.ingest('t', [...one('a'), ...one('b', 'B')]);
    expect((await next).value).toMatchObject({ entityId: 'b' });
    const end = reader.next();
    controller.abort();
    expect(await end).toEqual({ done: true, value: undefined });
  });

  it('refuses an id that is no longer kept, of another log, or made up', async () => {
    const store = await openStore({ changesKept: 3 });
    const { startId } = await store.changes('t', { signal });
    await store.ingest('t', one('a'));
    const reader = (await store.changes('t', { signal })).changes[Symbol.asyncIterator]();
    const first = reader.next();
    await store.ingest('t', one('b'));
    await first;
    for (const id of ['c', 'd', 'e', 'f']) await store.ingest('t', one(id));
    const expired = { code: 'cursor_expired' };
    await expect(store.changes('t', { signal, after: startId })).rejects.toMatchObject(expired);
    await expect(reader.next()).rejects.toMatchObject(expired);
    const elsewhere = await (await openStore()).changes('t', { signal });
    for (const after of [elsewhere.startId, startId.replace(/-.*/, '-999'), 'x', '']) {
      await expect(store.changes('t', { signal, after })).rejects.toMatchObject(expired);
    }
  });

  it('outlives a restart', async () => {
    const place = await storeKind().place();
    const before = await storeKind().open({ place });
    const { startId } = await before.changes('t', { signal });
    await before.ingest('t', one('a'));
    await before.close();
    const after = await openStore({ place });
    expect(await collect((await after.changes('t', { signal, after: startId })).changes, 1)).toMatchObject([
      { entityId: 'a' },
    ]);
  });
});
