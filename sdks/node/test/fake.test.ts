import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { Answers, fetchOf, Nothing, Octets, Stream } from '../dist/esm/runtime/fake.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { coreOf, endpoint, failure } from './server.ts';

const faked = { name: 'try', method: 'GET', template: '/try', status: 200 };

function core(fake: object) {
  return coreOf('http://fake.invalid/base', { fetch: fetchOf(fake, '/base') });
}

describe('a stand-in for the server', () => {
  it('answers one call after the other, and the last time and again', async () => {
    const stub = new Answers<number>(faked, wire.int);
    stub.returns(1, 2);
    const client = core({ stub });
    const got = [1, 2, 3].map(() => client.call(endpoint(), {}));
    assert.deepEqual((await Promise.all(got)).toSorted(), [1, 2, 2]);
    assert.deepEqual(
      stub.requests.map(({ method, url }) => [method, url]),
      got.map(() => ['GET', 'http://fake.invalid/base/try']),
    );
  });

  it('fails as the API does', async () => {
    const stub = new Nothing({ ...faked, status: 204 });
    stub.fails(418, 'no', 'not today');
    const { status, code, message } = await failure(core({ stub }).call(endpoint(), {}));
    assert.deepEqual([status, code, message], [418, 'no', 'not today']);
  });

  it('tells at once what nothing was said of', async () => {
    const { code, message } = await failure(core({ stub: new Octets(faked) }).call(endpoint(), {}));
    assert.deepEqual(
      [code, message],
      ['invalid_argument', 'Nothing was said of try: say what it returns before it is called.'],
    );
    const other = await failure(core({}).call(endpoint(), {}));
    assert.match(other.message, /No operation is GET \/base\/try/);
  });

  it('takes the template with the fewest parameters', async () => {
    const any = new Answers<string>({ ...faked, name: 'any', template: '/things/{id}' }, wire.text);
    const one = new Answers<string>({ ...faked, name: 'one', template: '/things/new' }, wire.text);
    any.returns('any');
    one.returns('one');
    const client = core({ any, one });
    const get = (path: string) => client.call(endpoint({ path: () => path }), {});
    assert.deepEqual([await get('/things/new'), await get('/things/old')], ['one', 'any']);
  });

  it('gives items, then no more, and reads what was compressed', async () => {
    const stub = new Stream<{ id: string }>({ ...faked, mediaType: 'text/event-stream' }, wire.json);
    stub.yields({ id: 'a' }, { id: 'b' });
    const ask = fetchOf({ stub }, '');
    const init = { method: 'GET', headers: { 'content-encoding': 'gzip' }, body: gzipSync('{"n":1}') };
    const first = await ask('http://fake.invalid/try', init);
    assert.equal(await first.text(), 'retry: 1\nid: a\ndata: {"id":"a"}\n\nretry: 1\nid: b\ndata: {"id":"b"}\n\n');
    assert.equal((await ask('http://fake.invalid/try', { method: 'GET' })).status, 204);
    assert.deepEqual(stub.requests[0]?.json(), { n: 1 });
  });
});
