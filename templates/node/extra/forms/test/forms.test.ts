import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as forms from '../dist/esm/runtime/forms.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { answer, coreOf, endpoint, failure, serve } from './server.ts';

describe('forms', () => {
  it('lay members out as they are told, and others as their values suggest', () => {
    const plans = {
      plain: {},
      joined: { explode: false },
      piped: { style: 'pipeDelimited', explode: false },
      deep: { style: 'deepObject' },
      json: { style: 'json' },
    } as const;
    const value = {
      json: [1],
      extra: { x: 1 },
      plain: ['a b', '&'],
      joined: [1, 2],
      piped: [1, 2],
      deep: { a: { b: 1 } },
    };
    assert.equal(
      forms.body(value, plans).body,
      'plain=a%20b&plain=%26&joined=1,2&piped=1%7C2&deep%5Ba%5D%5Bb%5D=1&json=%5B1%5D&extra=%7B%22x%22%3A1%7D',
    );
    assert.equal(forms.body({ plain: undefined }, plans).body, '');
  });

  it('are answers, too: texts become what their type says', async () => {
    const codec = wire.object(() => ({
      n: wire.required('n', wire.integer),
      ok: wire.required('ok', wire.boolean),
      text: wire.required('text', wire.text),
      list: wire.required('list', wire.list(wire.int)),
    }));
    const body = 'n=9007199254740993&ok=true&text=5&list=7';
    const server = await serve((_, response) => answer(response, 200, body));
    const answers = () => ({ 200: forms.read(codec) });
    const found = await coreOf(server.url).call(endpoint({ answers }), {});
    assert.deepEqual(found, { n: 9007199254740993n, ok: true, text: '5', list: [7] });
    const odd = () => ({ 200: forms.read(wire.object(() => ({ n: wire.required('n', wire.boolean) }))) });
    assert.equal((await failure(coreOf(server.url).call(endpoint({ answers: odd }), {}))).code, 'decode_error');
  });
});
