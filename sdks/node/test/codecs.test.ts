import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Mismatch } from '../dist/esm/runtime/codec.js';
import { parseJson, printJson } from '../dist/esm/runtime/json.js';
import * as wire from '../dist/esm/runtime/wire.js';

const roundTrip = (codec: wire.Codec<unknown>, text: string, exact = false) =>
  printJson(codec.encode(codec.decode(parseJson(text, exact))));

describe('JSON', () => {
  it('keeps every digit of integers', () => {
    for (const text of ['9007199254740993', '[-9223372036854775808,1]', '{"a":{"b":123456789012345678901234567890}}']) {
      assert.equal(printJson(parseJson(text)), text);
    }
    assert.equal(parseJson('9007199254740991'), 9007199254740991);
    assert.equal(parseJson('[ 9007199254740992]')?.toString(), '9007199254740992');
  });

  it('takes nothing in a string for a number', () => {
    const text = String.raw`{"a":"[9007199254740993","b\"":"x\\","c":[12345678901234567890]}`;
    assert.equal(printJson(parseJson(text)), text);
    assert.deepEqual(parseJson('[0.10000000149011612,1.5e300]'), [0.10000000149011612, 1.5e300]);
  });

  it('keeps numbers no double holds where a type asks for their digits', () => {
    const price = wire.object(() => ({
      price: wire.required('price', wire.decimal),
      rate: wire.required('rate', wire.float),
    }));
    const value = price.decode(parseJson('{"price":1.10,"rate":0.12345678901234567890,"more":[1.10]}', true));
    assert.deepEqual(value, { price: '1.10', rate: 0.12345678901234568, more: [1.1] });
  });
});

describe('objects', () => {
  const thing = wire.object<object>(() => ({
    entity_id: wire.required('entityId', wire.text),
    note: wire.optional('note', wire.nullable(wire.text)),
    at: wire.optional('at', wire.dateTime),
    id: wire.readOnly(wire.required('id', wire.int)),
    secret: wire.writeOnly(wire.required('secret', wire.text)),
  }));

  it('rename what they know, and keep what they do not', () => {
    const value = thing.decode({ entity_id: 'a', id: 1, new_member: { in_it: 1 } });
    assert.deepEqual(value, { entityId: 'a', id: 1, new_member: { in_it: 1 } });
    assert.deepEqual(thing.encode({ ...value, secret: 's' }), {
      entity_id: 'a',
      secret: 's',
      new_member: { in_it: 1 },
    });
  });

  it('tell absent, null and a value apart', () => {
    assert.ok(!('note' in thing.decode({ entity_id: 'a', id: 1 })));
    assert.deepEqual(thing.encode({ entityId: 'a', secret: 's', note: null }), {
      entity_id: 'a',
      secret: 's',
      note: null,
    });
    assert.deepEqual(thing.encode({ entityId: 'a', secret: 's', note: undefined }), { entity_id: 'a', secret: 's' });
    assert.ok(!('at' in thing.decode({ entity_id: 'a', id: 1, at: null })));
  });

  it('survive names that mean something to JavaScript', () => {
    const json = JSON.parse('{"entity_id":"a","id":1,"__proto__":{"x":1},"constructor":2,"entityId":3}') as object;
    const value = thing.decode(json);
    assert.equal(Object.getPrototypeOf(value), Object.prototype);
    const sent = JSON.stringify(thing.encode({ ...value, secret: 's', ['__proto__']: { x: 1 } }));
    assert.ok(
      sent.includes('"__proto__":{"x":1}') && sent.includes('"constructor":2') && sent.includes('"entityId":3'),
      sent,
    );
  });

  it('say what is missing or wrong, and where', () => {
    const list = wire.list(thing);
    const message = (attempt: () => unknown) => {
      try {
        attempt();
      } catch (error) {
        if (error instanceof Mismatch) return error.describe('body');
        throw error;
      }
      return null;
    };
    assert.equal(
      message(() => list.decode([{ id: 1 }])),
      'body[0].entity_id: expected a value, got nothing',
    );
    assert.equal(
      message(() => list.encode([{ entityId: 1 } as object])),
      'body[0].entityId: expected a string, got 1',
    );
    assert.equal(
      message(() => thing.encode(null as unknown as object)),
      'body: expected an object, got null',
    );
  });

  it('iterate over the list they are an envelope of, and look like plain objects', () => {
    const page = wire.envelope<{ hits: string[] } & Iterable<string>>('hits', () => ({
      hits: wire.required('hits', wire.list(wire.text)),
    }));
    const value = page.decode({ hits: ['a', 'b'] });
    assert.deepEqual([...value], ['a', 'b']);
    assert.deepEqual(value, { hits: ['a', 'b'] });
  });
});

describe('values', () => {
  it('are times in either form', () => {
    assert.equal(wire.dateTime.encode(new Date(0)), '1970-01-01T00:00:00.000Z');
    assert.equal(
      roundTrip(wire.dateTime, '"2025-01-01T00:00:00.123456789+02:00"'),
      '"2025-01-01T00:00:00.123456789+02:00"',
    );
    assert.equal(wire.date.encode(new Date(0)), '1970-01-01');
    assert.equal(wire.unixTime.encode(new Date(1500)), 1.5);
    assert.throws(() => wire.dateTime.encode(new Date('x')), Mismatch);
  });

  it('are finite numbers, in lists of any kind', () => {
    assert.throws(() => wire.list(wire.float).encode([1, Number.NaN]), Mismatch);
    assert.deepEqual(wire.list(wire.float).encode(Float64Array.of(1, 2) as unknown as number[]), [1, 2]);
    const frozen = Object.freeze([1, 2]);
    assert.equal(wire.list(wire.float).encode(frozen), frozen);
  });

  it('are bytes', () => {
    const bytes = Uint8Array.of(251, 255, 0);
    assert.equal(wire.base64.encode(bytes), '+/8A');
    assert.equal(wire.base64url.encode(bytes), '-_8A');
    assert.deepEqual(wire.base64.decode('+/8A'), bytes);
    assert.deepEqual(wire.base64url.decode('-_8A=='), bytes);
    for (const text of ['-_8A', '+/8', '+/8==', '+/8=\n'])
      assert.throws(() => wire.base64.decode(text), { expected: 'base64' });
    assert.throws(() => wire.base64url.decode('+/8A'), { expected: 'base64 of URLs' });
  });

  it('are unions that keep what they do not know', () => {
    const circle = wire.object(() => ({ kind: wire.required('kind', wire.text), r: wire.required('r', wire.float) }));
    const shape = wire.tagged<unknown>('kind', 'kind', () => ({ circle }));
    assert.equal(roundTrip(shape, '{"kind":"circle","r":1}'), '{"kind":"circle","r":1}');
    assert.equal(roundTrip(shape, '{"kind":"blob","x":1}'), '{"kind":"blob","x":1}');
    assert.ok(shape.decode({ kind: 'toString' }) instanceof wire.UnknownVariant);
    const either = wire.firstFit<unknown>(() => [wire.int, circle]);
    assert.equal(roundTrip(either, '3'), '3');
    assert.equal(roundTrip(either, '"neither"'), '"neither"');
  });
});

describe('parameters', () => {
  it('are percent-encoded', () => {
    assert.equal(wire.pathPart('id', wire.text, 'a/b c?é!'), 'a%2Fb%20c%3F%C3%A9%21');
    const list = wire.list(wire.text);
    assert.deepEqual(wire.queryParts('k', list, ['a', 'b&']), ['k=a', 'k=b%26']);
    assert.deepEqual(wire.queryParts('k', list, ['a', 'b'], { explode: false }), ['k=a,b']);
    const map = wire.map(wire.int);
    assert.equal(wire.headerValue('h', map, { x: 1, y: 2 }), 'x,1,y,2');
    assert.deepEqual(wire.queryParts('k', wire.text, undefined), []);
    assert.deepEqual(wire.queryParts('k', list, []), []);
    assert.equal(wire.pathPart('p', list, ['a&', 'b&', 'c&']), 'a%26,b%26,c%26');
    assert.deepEqual(wire.queryParts('k', wire.list(wire.nullable(wire.text)), [null, 'b']), ['k=', 'k=b']);
    assert.deepEqual(wire.queryParts('k', wire.text, 'a/b?c%2Fd e#', { allowReserved: true }), ['k=a/b?c%2Fd%20e%23']);
    assert.deepEqual(wire.queryParts('k', wire.decimal, '1.10'), ['k=1.10']);
  });

  it('refuse what would make the URL another one', () => {
    for (const value of ['', '.', '..', undefined]) {
      assert.throws(() => wire.pathPart('id', wire.text, value), { code: 'invalid_argument' }, `${value}`);
    }
    assert.throws(() => wire.pathPart('id', wire.text, '\ud800'), { code: 'invalid_argument' });
  });
});
