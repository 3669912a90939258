import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { answer, coreOf, endpoint, serve } from './server.ts';

describe('queries', () => {
  it('continue the one a path of the document has', async () => {
    const server = await serve((_, response) => answer(response, 200, null));
    const literal = endpoint({ path: () => '/try?beta=true' });
    await coreOf(server.url).call(literal, {});
    await coreOf(server.url).call(literal, {}, { extraQuery: { a: 'b c' } });
    await coreOf(server.url).call(endpoint(), {}, { extraQuery: { a: 1 } });
    assert.deepEqual(
      server.seen.map(({ url }) => url),
      ['/try?beta=true', '/try?beta=true&a=b%20c', '/try?a=1'],
    );
  });
});
