import { afterAll, describe, expect, it } from 'vitest';
import { startPostgres, whyNot } from '../../engine/test/postgres/server.ts';
import { surviveKill } from './crash.ts';
import { serve, serveOn } from './helpers.ts';

const reason = whyNot();

if (reason === null) {
  const server = await startPostgres();
  afterAll(() => server.stop(), 60_000);
  serveOn(async () => ({ databaseUrl: await server.url() }));

  describe('on PostgreSQL', { timeout: 120_000 }, async () => {
    await import('./history.test.ts');
    await import('./idempotency.test.ts');
    await import('./search.test.ts');
    await import('./stream.test.ts');
    await import('./tenancy.test.ts');

    it('loses no acknowledged vector to kill -9, and doubles none when the rest is sent again', async () => {
      await surviveKill(['serve'], { VSDB_DATABASE_URL: await server.url() });
    });
  });

  describe('servers of one database', { timeout: 120_000 }, () => {
    const pair = async () => {
      const databaseUrl = await server.url();
      return Promise.all([serve({ databaseUrl }), serve({ databaseUrl })]);
    };

    it('start at once on an empty one, and list each other', async () => {
      const [one, other] = await pair();
      const nodes = async () => {
        await one.call('GET', '/v1/nodes');
        return (await other.call('GET', '/v1/nodes')).body.nodes.length;
      };
      expect(await nodes()).toBe(2);
    });

    it('tell each other of every change, in one order without a gap', async () => {
      const [one, other] = await pair();
      const { cursor } = (await other.call('GET', '/v1/changes')).body;
      const writes = Array.from({ length: 40 }, (_, i) =>
        (i % 2 ? one : other).call('POST', '/v1/vectors', { entity_id: `e${i % 7}`, vector: [i, 1] }),
      );
      const seen: number[] = [];
      for (let place = cursor; seen.length < writes.length; ) {
        const { body } = await other.call('GET', `/v1/changes?cursor=${place}&wait_ms=5000`);
        seen.push(...body.changes.map((change: { sequence: number }) => change.sequence));
        place = body.cursor;
      }
      expect(seen).toEqual(writes.map((_, i) => i + 1));
      const answers = await Promise.all(writes);
      expect(answers.map(({ body }) => body.sequence).toSorted((a, b) => a - b)).toEqual(seen);
      expect((await one.call('GET', '/v1/status')).body).toMatchObject({ entities: 7, observations: 40 });
    });

    it('do once what both are asked to do under one key', async () => {
      const servers = await pair();
      const body = { entity_id: 'e', vector: [1, 2] };
      const answers = await Promise.all(
        servers.map(({ call }) => call('POST', '/v1/vectors', body, { 'idempotency-key': 'same' })),
      );
      expect(answers.some(({ status }) => status === 201)).toBe(true);
      expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
      expect((await servers[0].call('GET', '/v1/status')).body.observations).toBe(1);
    });
  });
} else {
  it.skipIf(process.env.CI === undefined)(`is there to be tested (${reason})`, () => expect(reason).toBeNull());
}
