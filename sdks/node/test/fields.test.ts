import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fields from '../dist/esm/runtime/fields.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { answer, coreOf, endpoint, serve } from './server.ts';

const plans = {
  left: { wire: 'X-Left', codec: wire.integer, required: true },
  tags: { wire: 'X-Tags', codec: wire.list(wire.int), holds: 'list' },
  rates: { wire: 'X-Rates', codec: wire.map(wire.int), holds: 'exploded pairs' },
  name: { wire: 'X-Name', codec: wire.text },
  absent: { wire: 'X-Absent', codec: wire.text },
} as const;

describe('declared headers of answers', () => {
  it('are decoded when they are read', async () => {
    const headers = { 'x-left': '9007199254740993', 'x-tags': '1, 2', 'x-rates': 'a=1,b=2', 'x-name': '5' };
    const server = await serve((_, response) => answer(response, 200, null, headers));
    const { fields: found } = await coreOf(server.url)
      .call(endpoint({ fields: (headers) => fields.read(headers, plans) }), {})
      .withResponse();
    const expected = { left: 9007199254740993n, tags: [1, 2], rates: { a: 1, b: 2 }, name: '5', absent: undefined };
    assert.deepEqual({ ...(found as object) }, expected);
  });

  it('spoil nothing but themselves', async () => {
    const server = await serve((_, response) => answer(response, 200, '"fine"', { 'x-tags': 'a' }));
    const { data, fields: found } = await coreOf(server.url)
      .call(endpoint({ fields: (headers) => fields.read(headers, plans) }), {})
      .withResponse();
    assert.equal(data, 'fine');
    assert.throws(() => (found as Record<string, unknown>).tags, { code: 'decode_error' });
    assert.throws(() => (found as Record<string, unknown>).left, { code: 'decode_error' });
  });
});
