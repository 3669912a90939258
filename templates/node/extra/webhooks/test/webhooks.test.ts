import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DecodeError, InvalidSignatureError } from '../dist/esm/errors.js';
import { received } from '../dist/esm/runtime/webhooks.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { failure } from './server.ts';

const codec = wire.object(() => ({ order_id: wire.required('orderId', wire.int) }));

describe('webhooks', () => {
  it('are decoded once their signature is right', async () => {
    const seen: unknown[] = [];
    const verify = (headers: Headers, body: Uint8Array) => {
      seen.push(headers.get('x-signature'), new TextDecoder().decode(body));
      return true;
    };
    const found = await received(codec, '{"order_id":1,"more":2}', { 'X-Signature': 's' }, verify);
    assert.deepEqual(found, { orderId: 1, more: 2 });
    assert.deepEqual(seen, ['s', '{"order_id":1,"more":2}']);
    assert.deepEqual(await received(codec, new TextEncoder().encode('{"order_id":1}'), {}, undefined), { orderId: 1 });
  });

  it('are refused where it is wrong, or they are not what they should be', async () => {
    const no = await failure(received(codec, '{"order_id":1}', {}, () => false));
    assert.ok(no instanceof InvalidSignatureError && no.code === 'invalid_signature');
    const thrown = new Error('mismatch');
    const verify = () => {
      throw thrown;
    };
    assert.equal((await failure(received(codec, '{}', {}, verify))).cause, thrown);
    assert.ok((await failure(received(codec, '{}', {}, undefined))) instanceof DecodeError);
    assert.ok((await failure(received(codec, 'nope', {}, undefined))) instanceof DecodeError);
  });
});
