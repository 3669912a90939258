import { afterAll, describe, expect, it } from 'vitest';
import { PostgresStore } from '../../src/index.ts';
import { useStores } from '../helpers.ts';
import { startPostgres, whyNot } from './server.ts';

const reason = whyNot();

if (reason === null) {
  const server = await startPostgres();
  afterAll(() => server.stop(), 60_000);
  useStores({
    compresses: false,
    runs: 25,
    place: () => server.url(),
    open: async ({ place, ...options }) => PostgresStore.open({ url: place ?? (await server.url()), ...options }),
  });
  describe('on PostgreSQL', { timeout: 120_000 }, async () => {
    await import('../changes.test.ts');
    await import('../entities.test.ts');
    await import('../nearest.test.ts');
    await import('../search.test.ts');
    await import('../store.test.ts');
    await import('../time-travel.test.ts');
    await import('../track-source.test.ts');
    await import('./broken.ts');
  });
} else {
  it.skipIf(process.env.CI === undefined)(`is there to be tested (${reason})`, () => expect(reason).toBeNull());
}
