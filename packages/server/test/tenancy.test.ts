import { describe, expect, it } from 'vitest';
import { compose, type Operation, operations, resolve, type Said, type Schema, sayable } from './tenancy/requests.ts';
import {
  asked,
  type Belongings,
  everythingOf,
  keyOf,
  observations,
  SECRET,
  SHARED,
  store,
  takesCursor,
  takesKey,
  victim,
} from './tenancy/victim.ts';
import { type Answer, comparable, type Visitor, type World, world } from './tenancy/world.ts';

const THEIRS = 'theirs';

/** What requests name things by. */
const NAMES = [
  'entity_id',
  'other_entity_id',
  'entity_ids',
  'entity_type',
  'entity_types',
  'snapshot_id',
  'cursor',
  'Last-Event-ID',
  'Idempotency-Key',
  'X-Tenant-ID',
];
/** What is only kept or chosen, and names nothing. */
const WORDS = ['display_name', 'label', 'metric', 'reduction'];

const keyFor = ({ id }: Operation) => `attacker-${id}`;
const apiKeys = ['victim=theirs', ...operations.map((operation) => `${keyFor(operation)}=${operation.id}`)];

/** Free text: neither a time nor one of a few words. */
const isText = ({ type, format, enum: members }: Schema) =>
  type === 'string' && format === undefined && members === undefined;

/** Two servers alike in all but one: in the second there is no victim, and so nothing of what an attacker names. */
async function worlds() {
  const now = Date.now();
  const [full, empty] = [await world(apiKeys), await world(apiKeys)];
  const owner = full.as('victim');
  const belongings = await victim(owner, now);
  return { full, empty, owner, belongings, now };
}

type Worlds = Awaited<ReturnType<typeof worlds>>;

/** Everything of another's that a request can say, one way after another; reading without naming anything comes first. */
function attacks(operation: Operation, { entity, shared, type, snapshot, event, cursors }: Belongings): Said[] {
  const unnamed = { cursor: undefined, 'Last-Event-ID': undefined, 'X-Tenant-ID': undefined };
  const names = { ...asked({ entity, type, snapshot }), ...unnamed };
  const own = { ...asked({ entity: shared, type: 'OWN', snapshot }), ...unnamed };
  const optional = { ...unnamed, entity_type: undefined, entity_types: undefined, 'Idempotency-Key': undefined };
  return [
    { ...own, ...optional },
    own,
    names,
    { ...names, entity_type: undefined, entity_types: undefined },
    { ...names, 'X-Tenant-ID': THEIRS },
    { ...names, 'Last-Event-ID': event },
    ...(takesCursor(operation) ? [own, names].map((said) => ({ ...said, cursor: cursors.get(operation.id) })) : []),
    ...(takesKey(operation) ? [own, names].map((said) => ({ ...said, 'Idempotency-Key': keyOf(operation) })) : []),
  ].map((said) => ({ ...said, as_of: '2200-01-01T00:00:00Z', wait_ms: 0 }));
}

/** Sends one request to both worlds and holds the answers to each other. */
async function attack(operation: Operation, said: Said, { full, empty, owner }: Worlds): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const how of ['least', 'most'] as const) {
    const request = compose(operation, how, said);
    const sent = JSON.stringify(request);
    const ask = async ({ as }: World, victimActs: () => Promise<unknown>) => {
      const attacker = as(keyFor(operation));
      if (!operation.isFeed) return attacker.send(request);
      return attacker.follow(request, 'own-marker', async () => {
        await victimActs();
        await store(attacker, [{ entity_id: 'own-marker', entity_type: said.entity_type ?? 'OWN', vector: [1] }]);
      });
    };
    const answer = await ask(full, () => store(owner, [{ entity_id: `${SECRET}-live`, vector: [1] }]));
    const without = await ask(empty, async () => undefined);
    expect(comparable(answer, sent), `${operation.id}, asked ${sent}`).toBe(comparable(without, sent));
    if (!sent.includes(SECRET)) expect(answer.text, operation.id).not.toContain(SECRET);
    answers.push(answer);
  }
  return answers;
}

/** Every attack on an operation by a tenant with data of its own; they must have had every kind of answer. */
async function attackEvery(operation: Operation, all: Worlds): Promise<void> {
  for (const { as } of [all.full, all.empty])
    await store(as(keyFor(operation)), [
      ...observations(SHARED, 'OWN', 1, all.now),
      ...observations('own-entity', 'OWN', 1 / 128, all.now),
    ]);
  const statuses = new Set<number>();
  for (const said of attacks(operation, all.belongings))
    for (const { status } of await attack(operation, said, all)) {
      statuses.add(status);
      // Both worlds would take it alike if a cursor were no more than the place it stands for.
      if (said.cursor !== undefined) expect([400, 404, 410], operation.id).toContain(status);
    }
  // What only a server's own name can name is another's here.
  const named = operation.parameters.some(({ name }) => name === 'snapshot_id');
  expect([...statuses], operation.id).toContain(named ? 404 : operation.success);
  expect([...statuses], operation.id).toContain(403);
  expect(Math.max(...statuses), operation.id).toBeLessThan(500);
}

describe("another tenant's data", { timeout: 120_000 }, () => {
  it('can be named only in ways that are tried here', () => {
    for (const operation of operations)
      for (const [name, schema] of sayable(operation))
        if (isText(schema) || (schema.items && isText(resolve(schema.items))))
          expect([...NAMES, ...WORDS], `${operation.id} takes ${name}`).toContain(name);
  });

  it('answers in every operation exactly as what does not exist, and stays as it is', async () => {
    const all = await worlds();
    for (const operation of operations.filter(({ isFeed }) => isFeed)) await attackEvery(operation, all);
    const before = await everythingOf(all.owner);
    for (const operation of operations.filter(({ isFeed }) => !isFeed)) await attackEvery(operation, all);
    expect(await everythingOf(all.owner)).toEqual(before);
  });

  it.for(operations.filter(({ socket }) => socket !== undefined))(
    'does not come through the WebSocket of $id',
    async ({ socket = '' }) => {
      const { full, empty, owner, belongings } = await worlds();
      const { event, type } = belongings;
      for (const say of [
        {},
        { entity_types: [type] },
        { last_event_id: event },
        { tenant_id: THEIRS },
        { api_key: 'victim' },
      ]) {
        const ask = ({ as }: World, victimActs: () => Promise<unknown>) => {
          const attacker = as(apiKeys[1]?.split('=')[0] as string);
          return attacker.subscribe(socket, say, 'own-marker', async () => {
            await victimActs();
            await store(attacker, [{ entity_id: 'own-marker', entity_type: type, vector: [1] }]);
          });
        };
        const answer = await ask(full, () => store(owner, [{ entity_id: `${SECRET}-live`, vector: [1] }]));
        const sent = JSON.stringify(say);
        expect(comparable(answer, sent), sent).toBe(comparable(await ask(empty, async () => undefined), sent));
        expect(answer.text).not.toContain(`${SECRET}-`);
      }
    },
  );

  it('is not reached from a place of its change feed: the same place of the own feed is', async () => {
    const { full, belongings } = await worlds();
    const attacker = full.as(apiKeys[1]?.split('=')[0] as string);
    await store(attacker, observations('own-entity', 'OWN', 0, Date.now()));
    const place = belongings.event.replace(/\d+$/, '3');
    const { text } = await attacker.must({ method: 'GET', path: `/v1/changes?cursor=${place}`, headers: {} });
    const { changes } = JSON.parse(text);
    expect(changes.map(({ sequence }: { sequence: number }) => sequence)).toEqual(
      Array.from({ length: 13 }, (_, i) => i + 4),
    );
    expect(changes.every((change: { entity_id: string }) => change.entity_id === 'own-entity')).toBe(true);
  });

  it('does not keep an idempotency key busy while it is being written', async () => {
    const { full, owner } = await worlds();
    const importing = operations.find(({ id }) => id === 'import_vectors') as Operation;
    const said = { ...asked({ entity: 'x', type: 'X', snapshot: '' }), 'Idempotency-Key': 'busy' };
    const request = compose(importing, 'least', said);
    const line = (visitor: Visitor) => visitor.send(request);
    const [end, running] = owner.begin(request);
    await expect.poll(async () => (await line(owner)).status).toBe(409);
    expect((await line(full.as(keyFor(importing)))).status).toBe(200);
    end();
    expect((await running).status).toBe(200);
  });

  it('and another tenant that does not exist are refused alike', async () => {
    const { full } = await worlds();
    for (const operation of operations) {
      const ask = async (tenant: string) => {
        const request = compose(operation, 'least', { 'X-Tenant-ID': tenant, entity_id: 'e', snapshot_id: 's' });
        return comparable(await full.as(keyFor(operation)).send(request), '');
      };
      expect(await ask(THEIRS), operation.id).toBe(await ask('nobody'));
    }
  });
});
