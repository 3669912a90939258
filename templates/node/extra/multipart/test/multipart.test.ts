import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as multipart from '../dist/esm/runtime/multipart.js';

async function sent(value: object, plans: readonly multipart.PartPlan[]) {
  const { body, contentType = '', once } = multipart.body(value, 'multipart/form-data', plans);
  const form = await new Response((typeof body === 'function' ? body() : body) as BodyInit, {
    headers: { 'content-type': contentType },
  }).formData();
  return { form: [...form], once };
}

describe('multipart bodies', () => {
  it('have a part for each member, in the order of the document', async () => {
    const plans = [
      { wire: 'meta', content: 'json' },
      { wire: 'files', content: 'file', type: 'image/png' },
      { wire: 'text', content: 'text' },
    ] as const;
    const value = {
      extra: 1,
      text: 'ü"\r\n',
      files: [new Uint8Array([1]), { content: 'abc', name: 'a"b.txt', contentType: 'text/plain' }],
      meta: { a: 2n ** 60n },
    };
    const { form, once } = await sent(value, plans);
    const names = form.map(([name]) => name);
    assert.deepEqual(names, ['meta', 'files', 'files', 'text', 'extra']);
    const [meta, first, second, text] = form.map(([, part]) => part);
    const json = meta instanceof File ? await meta.text() : meta;
    assert.equal(json, '{"a":1152921504606846976}');
    assert.ok(first instanceof File && second instanceof File);
    assert.deepEqual([first.name, first.type, second.name], ['files', 'image/png', 'a"b.txt']);
    assert.equal(text, 'ü"\r\n');
    assert.ok(!once);
  });

  it('stream what can be read only once', async () => {
    const value = { file: new Blob(['abc']).stream() };
    const { form, once } = await sent(value, [{ wire: 'file', content: 'file' }]);
    const part = form[0]?.[1];
    assert.ok(part instanceof File && once);
    assert.equal(await part.text(), 'abc');
  });

  it('let no name or header leave its line', async () => {
    const file = { content: 'x', headers: { 'x-a': 'b\r\nx-evil: 1' } };
    const { body } = multipart.body({ 'a"\r\nb': file }, 'multipart/form-data', []);
    const text = await new Response(body as BodyInit).text();
    assert.match(text, /name="a%22%0D%0Ab"/);
    assert.doesNotMatch(text, /^x-evil/m);
  });
});
