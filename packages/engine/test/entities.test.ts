import { describe, expect, it } from 'vitest';
import type { Store } from '../src/index.ts';
import { openStore, storeKind } from './helpers.ts';

const name = (i: number) => `e${String(i).padStart(3, '0')}`;
const fill = (store: Store, tenant: string, from: number, to: number) =>
  store.ingest(
    tenant,
    Array.from({ length: to - from }, (_, i) => ({
      entityId: name(from + i),
      vector: [1],
      entityType: (from + i) % 2 ? 'ODD' : 'EVEN',
    })),
  );

describe('pages of entities', () => {
  it('show each lasting entity once while others come and go', async () => {
    const store = await openStore();
    await fill(store, 't', 0, 100);
    const seen: string[] = [];
    let cursor: string | undefined;
    let round = 0;
    do {
      const page = await store.entities('t', { limit: 7, ...(cursor && { cursor }) });
      seen.push(...page.entities.map(({ entityId }) => entityId));
      cursor = page.nextCursor ?? undefined;
      await store.ingest('t', [
        { entityId: `a-new-${round}`, vector: [1] },
        { entityId: `z-new-${round}`, vector: [1] },
      ]);
      if (round++ < 10) await store.deleteEntity('t', seen.at(-1) as string);
    } while (cursor);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => id.startsWith('e'))).toEqual(Array.from({ length: 100 }, (_, i) => name(i)));
    expect(seen).toEqual(seen.toSorted());
  });

  it('take a cursor only for the tenant and filter it was made for, and as it was made', async () => {
    const store = await openStore();
    await fill(store, 't', 0, 10);
    await fill(store, 'u', 0, 10);
    const { entities, nextCursor } = await store.entities('t', { limit: 2, entityType: 'ODD' });
    expect(entities.map(({ entityId }) => entityId)).toEqual(['e001', 'e003']);
    const cursor = nextCursor as string;
    expect((await store.entities('t', { limit: 9, entityType: 'ODD', cursor })).entities).toHaveLength(3);
    const refused = { code: 'invalid_cursor' };
    await expect(store.entities('u', { limit: 2, entityType: 'ODD', cursor })).rejects.toMatchObject(refused);
    await expect(store.entities('t', { limit: 2, cursor })).rejects.toMatchObject(refused);
    for (const bad of ['x', '', `${cursor}AA`, (cursor.startsWith('A') ? 'B' : 'A') + cursor.slice(1)]) {
      await expect(store.entities('t', { limit: 2, entityType: 'ODD', cursor: bad })).rejects.toMatchObject(refused);
    }
  });
});

describe('an entity', () => {
  it('sums up its observations', async () => {
    const store = await openStore();
    await store.ingest('t', [
      { entityId: 'e', vector: [1, 2], timestamp: 50 },
      { entityId: 'e', vector: [1], timestamp: 20, entityType: 'X' },
      { entityId: 'e', vector: [3, 4], timestamp: 30 },
    ]);
    expect(await store.entity('t', 'e')).toMatchObject({
      entityType: 'X',
      displayName: null,
      metadata: {},
      firstObserved: 20,
      lastObserved: 50,
      observations: 3,
      dimensions: [1, 2],
    });
    await expect(store.entity('u', 'e')).rejects.toMatchObject({ code: 'entity_not_found' });
  });

  it('tells absent, null and value apart in a patch, and merges metadata', async () => {
    const store = await openStore();
    await store.ingest('t', [{ entityId: 'e', vector: [1], entityType: 'X' }]);
    const patch = { displayName: 'Name', metadata: { a: 1, b: { c: 2, d: 3 } } };
    const first = await store.updateEntity('t', 'e', patch);
    expect(first).toMatchObject({ entityType: 'X', ...patch });
    expect(await store.updateEntity('t', 'e', patch)).toEqual(first);
    expect(await store.updateEntity('t', 'e', { metadata: { a: null, b: { c: null } } })).toMatchObject({
      displayName: 'Name',
      metadata: { b: { d: 3 } },
    });
    expect(await store.updateEntity('t', 'e', { displayName: null, metadata: null })).toMatchObject({
      displayName: null,
      metadata: {},
    });
    await store.updateEntity('t', 'e', { metadata: { long: 'x'.repeat(16_000) } });
    await expect(store.updateEntity('t', 'e', { metadata: { more: 'x'.repeat(1000) } })).rejects.toMatchObject({
      code: 'invalid_request',
    });
  });

  it('is gone with all it had, and its counts with it', async () => {
    const store = await openStore();
    const repeated = storeKind().compresses ? { compressed: 1, vectorBytes: 16 } : { compressed: 0, vectorBytes: 24 };
    await store.ingest('t', [
      { entityId: 'a', vector: [1, 2] },
      { entityId: 'b', vector: [1, 2] },
      { entityId: 'b', vector: [1, 2] },
    ]);
    expect(await store.status('t')).toMatchObject({ entities: 2, observations: 3, ...repeated });
    expect(await store.deleteEntity('t', 'b')).toBe(2);
    expect(await store.status('t')).toMatchObject({ entities: 1, observations: 1, compressed: 0, vectorBytes: 8 });
    await expect(store.deleteEntity('t', 'b')).rejects.toMatchObject({ code: 'entity_not_found' });
    expect((await store.search('t', { vector: [1, 2], window: {}, limit: 9 })).hits).toHaveLength(1);
  });
});
