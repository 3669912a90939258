import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sendInParts } from '../dist/esm/runtime/bulk.js';
import { Mismatch } from '../dist/esm/runtime/codec.js';
import { Core } from '../dist/esm/runtime/core.js';
import * as packed from '../dist/esm/runtime/packed.js';
import { settingsOf } from '../dist/esm/runtime/settings.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { answer, endpoint, serve, type TestServer } from './server.ts';

const point = wire.object<object>(() => ({ at: wire.required('at', packed.floats) }));
const pack = (value: wire.NumberList) => packed.packing(() => packed.floats.encode(value));

function place(attempt: () => unknown): string {
  try {
    attempt();
  } catch (error) {
    if (error instanceof Mismatch) return error.describe('');
    throw error;
  }
  throw new Error('it fits');
}

describe('packed floats', () => {
  it('are little-endian, rounded to the nearest of 32 bits, of lists of any kind', () => {
    for (const list of [[0.1, -2, 3.5], Float32Array.of(0.1, -2, 3.5), Float64Array.of(0.1, -2, 3.5)]) {
      assert.equal(pack(list), 'zczMPQAAAMAAAGBA');
    }
    assert.equal(pack(Float32Array.of(9, 0.5, 9).subarray(1, 2)), 'AAAAPw==');
    assert.equal(pack([3.4028235e38, 1e-45, -0]), '//9/fwEAAAAAAACA');
    assert.equal(pack([]), '');
  });

  it('are lists wherever nobody asked, also after what was refused', () => {
    assert.throws(() => pack([1e39]), Mismatch);
    assert.deepEqual(packed.floats.encode([1e39]), [1e39]);
  });

  it('say which number does not fit', () => {
    const inPoint = (at: unknown) => place(() => packed.packing(() => point.encode({ at })));
    assert.equal(inPoint([0, 1e39]), 'at[1]: expected a finite number of 32 bits, got 1e+39');
    assert.equal(inPoint([Number.NaN]), 'at[0]: expected a finite number of 32 bits, got NaN');
    assert.equal(inPoint(['1']), 'at[0]: expected a finite number of 32 bits, got a string');
    assert.equal(inPoint({ length: 0 }), 'at: expected a list, got an object');
  });

  it('are read in either form', () => {
    const long = Array.from({ length: 5000 }, (_, at) => at / 8);
    for (const list of [[], [0.5], long]) {
      assert.deepEqual(packed.floats.decode(pack(list)), list);
      assert.deepEqual(packed.floats.decode(list), list);
    }
  });

  it('are read of nothing else', () => {
    const texts = [
      'AAAA',
      'AAA!Pw==',
      'AAAAPw',
      'AAAAPw=',
      'AA AAPw ',
      ' AAAAPw=',
      'AAAAPw==\n\n\n\n',
      '___AAA==',
      'A',
      '=',
    ];
    for (const text of texts) {
      assert.match(
        place(() => point.decode({ at: text })),
        /^at: expected a list, or /,
        JSON.stringify(text),
      );
    }
    assert.equal(
      place(() => point.decode({ at: 'AAAAPwAAwH8=' })),
      'at[1]: expected a finite number, got NaN',
    );
    assert.equal(
      place(() => packed.floats.decode('AACAfw==')),
      '[0]: expected a finite number, got Infinity',
    );
  });

  it('are written later as they would be now', () => {
    assert.equal(packed.packing(() => packed.later(packed.floats)).encode([0.5]), 'AAAAPw==');
    assert.deepEqual(packed.later(packed.floats).encode([0.5]), [0.5]);
  });
});

describe('clients that pack', () => {
  const coreOf = ({ url }: TestServer, packsFloats: boolean, headers = {}) =>
    new Core(settingsOf({ headers }, { url, credentials: {}, headers: {}, packsFloats }));
  const one = endpoint({
    method: 'POST',
    body: (params) => wire.bodyOf(point, params),
    packing: packed.packing,
    prefer: 'packed-floats',
  });

  it('ask for packed answers and send packed bodies; others do not', async () => {
    const server = await serve((_, response) => answer(response, 200, null));
    await coreOf(server, true).call(one, { at: [0.5] });
    await coreOf(server, true, { Prefer: 'lists' }).call(one, { at: [0.5] });
    await coreOf(server, false).call(one, { at: [0.5] });
    assert.deepEqual(
      server.seen.map(({ headers, body }) => [headers.prefer, body]),
      [
        ['packed-floats', '{"at":"AAAAPw=="}'],
        ['lists', '{"at":"AAAAPw=="}'],
        [undefined, '{"at":[0.5]}'],
      ],
    );
  });

  it('pack the items of every part, and refuse one by one what cannot be', async () => {
    const server = await serve((_, response) => answer(response, 200, {}));
    const bulk = {
      ...one,
      body: (params: object) => params,
      ...{ list: 'items', item: point, maxItems: 1, maxBytes: null, results: 'results', index: 'index' },
      ...{ sum: [], failed: 'failed', problem: null, outcomeOf: null },
    };
    const items = [{ at: [0.5] }, { at: [1e39] }, { at: [2] }];
    const result = await sendInParts<object, { failed: Iterable<object> }, object>(
      coreOf(server, true),
      bulk,
      items,
      {},
      { parallelism: 1 },
    );
    assert.deepEqual([...result.failed], [items[1]]);
    assert.deepEqual(
      server.seen.map(({ body }) => body),
      ['{"items":[{"at":"AAAAPw=="}]}', '{"items":[{"at":"AAAAQA=="}]}'],
    );
  });
});
