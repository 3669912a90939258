import { compose, type Operation, operations, type Said } from './requests.ts';
import type { Visitor } from './world.ts';

/** All that a request can name of a tenant's. */
export interface Belongings {
  entity: string;
  shared: string;
  type: string;
  snapshot: string;
  event: string;
  /** A page's place, by operation. */
  cursors: Map<string, string>;
}

/** Entities that the other tenant has too, under the same name. */
export const SHARED = 'shared-entity';
export const SECRET = 'SECRET';

const VECTOR = [0.1, 0.8, 0.3, 0.9, 0.2, 0.7];
const HOUR = 3_600_000;

/** Observations made in the year of the document's examples, and in the last hours. */
export function observations(entity_id: string, entity_type: string, shift: number, now: number) {
  return [Date.UTC(2025, 5, 1), now - 20 * HOUR].flatMap((start) =>
    Array.from({ length: 8 }, (_, i) => ({
      entity_id,
      entity_type,
      vector: VECTOR.map((x, axis) => x + shift * (axis + 1) + (i % 3) / 16),
      timestamp: new Date(start + i * HOUR).toISOString(),
    })),
  );
}

export const store = (visitor: Visitor, all: object[]) =>
  visitor.must({
    method: 'POST',
    path: '/v1/vectors/batch',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ observations: all }),
  });

export const keyOf = ({ id }: Operation) => `${SECRET}-key-of-${id}`;

const hasParameter = (operation: Operation, name: string) => operation.parameters.some((each) => each.name === name);
export const takesKey = (operation: Operation) => hasParameter(operation, 'Idempotency-Key');
export const takesCursor = (operation: Operation) => hasParameter(operation, 'cursor');

/** A tenant that has used every idempotency key, and then everything there is to have. */
export async function victim(visitor: Visitor, now: number): Promise<Belongings> {
  const entity = `${SECRET}-entity`;
  const type = `${SECRET}_TYPE`;
  const everything = [
    ...observations(entity, type, 0, now),
    ...observations(`${entity}-2`, type, 1 / 64, now),
    ...observations(SHARED, type, 1 / 32, now),
    ...observations(`${SECRET}-gone`, `${type}_2`, 0, now),
  ];
  await store(visitor, everything);
  const snapshot = await makeSnapshot(visitor);
  for (const operation of operations.filter(takesKey))
    await visitor.must(compose(operation, 'least', asked({ entity, type, snapshot, key: keyOf(operation) })));
  await store(visitor, everything);
  await visitor.must({ method: 'DELETE', path: `/v1/entities/${SECRET}-gone`, headers: {} });
  const cursors = new Map<string, string>();
  for (const operation of operations.filter(takesCursor)) {
    const said = { ...asked({ entity, type, snapshot }), cursor: undefined, limit: 1 };
    const page = JSON.parse((await visitor.must(compose(operation, 'least', said))).text);
    cursors.set(operation.id, page.next_cursor ?? page.cursor);
  }
  const event = cursors.get('poll_changes') as string;
  return { entity, shared: SHARED, type, snapshot: await makeSnapshot(visitor), event, cursors };
}

async function makeSnapshot(visitor: Visitor): Promise<string> {
  const request = { method: 'POST', path: '/v1/snapshots', headers: { 'content-type': 'application/json' } };
  return JSON.parse((await visitor.must({ ...request, body: '{}' })).text).snapshot_id;
}

/** What a request says that names these. */
export function asked(named: { entity: string; type: string; snapshot: string; key?: string }): Said {
  const { entity, type, snapshot, key } = named;
  return {
    entity_id: entity,
    other_entity_id: entity,
    entity_ids: [entity, 'own-entity'],
    entity_type: type,
    entity_types: [type],
    snapshot_id: snapshot,
    'Idempotency-Key': key,
  };
}

const SEEN = ['/v1/vectors/export', '/v1/entities', '/v1/entity-types', '/v1/snapshots', '/v1/status'];

/** All that a tenant can see of itself, as it is printed. */
export async function everythingOf(visitor: Visitor): Promise<string[]> {
  const answers = SEEN.map((path) => visitor.must({ method: 'GET', path, headers: {} }));
  const texts = (await Promise.all(answers)).map(({ text }) => text.replace(/"uptime_seconds":\d+/, ''));
  return texts.toSorted();
}
