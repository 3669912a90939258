import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as texts from '../dist/esm/runtime/texts.js';
import { coreOf, endpoint, serve } from './server.ts';

describe('texts', () => {
  it('go up as UTF-8 and come down by their charset', async () => {
    const server = await serve((_, response) => {
      response.setHeader('content-type', 'text/plain; charset=iso-8859-1');
      response.end(Buffer.from('Zoë', 'latin1'));
    });
    const one = endpoint({
      method: 'POST',
      body: () => 'Zoë',
      send: texts.body,
      contentType: 'text/plain',
      answers: () => ({ 200: texts.read }),
    });
    assert.equal(await coreOf(server.url).call(one, {}), 'Zoë');
    assert.equal(server.seen[0]?.body, 'Zoë');
    assert.equal(server.seen[0]?.headers['content-type'], 'text/plain');
  });
});
