import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as wire from '../dist/esm/runtime/wire.js';
import * as xml from '../dist/esm/runtime/xml.js';
import { answer, coreOf, endpoint, failure, serve } from './server.ts';

const author: xml.Plan = {
  kind: 'object',
  members: () => ({
    name: { name: 'name', plan: { kind: 'text' } },
    born: { name: 'born', attribute: true, plan: { kind: 'number' } },
  }),
};
const book: xml.Plan = {
  kind: 'object',
  members: () => ({
    id: { name: 'id', attribute: true, plan: { kind: 'number' } },
    title: { name: 'title', namespace: 'urn:t', prefix: 't', plan: { kind: 'text' } },
    sold: { name: 'sold', plan: { kind: 'boolean' } },
    bare: { name: 'bare', plan: { kind: 'list', item: { kind: 'number' }, of: { name: 'n' } } },
    box: { name: 'box', wrapped: true, plan: { kind: 'list', item: author, of: { name: 'author' } } },
  }),
};
const root = { name: 'book' };

async function read(text: string): Promise<unknown> {
  const server = await serve((_, response) => answer(response, 200, text));
  return coreOf(server.url).call(endpoint({ answers: () => ({ 200: xml.read(wire.json, book) }) }), {});
}

describe('XML', () => {
  it('is written by its plan', () => {
    const value = {
      id: 1,
      title: 'a<b&"',
      sold: true,
      bare: [1, 2],
      box: [{ name: 'x' }, { born: 2 }],
      new: { y: [1, 2] },
    };
    assert.equal(
      xml.print(root, book, value).split('\n')[1],
      '<book id="1"><t:title xmlns:t="urn:t">a&lt;b&amp;&quot;</t:title><sold>true</sold><n>1</n><n>2</n>' +
        '<box><author><name>x</name></author><author born="2"/></box><new><y>1</y><y>2</y></new></book>',
    );
  });

  it('is read by it, whatever the prefixes, order and white space', async () => {
    const text = `\uFEFF<?xml version="1.0"?><!-- a --><book id='9007199254740993'>
      <box/><n>1</n><new><y>1</y><y>2</y></new><x:title xmlns:x="urn:t"><![CDATA[a <b>]]> &amp; &#x41;</x:title><n> 2 </n></book>`;
    assert.deepEqual(await read(text), {
      id: 9007199254740993n,
      title: 'a <b> & A',
      bare: [1, 2],
      box: [],
      new: { y: ['1', '2'] },
    });
  });

  it('that is hostile, mixed or broken is refused', async () => {
    const deep = '<a>'.repeat(2000);
    for (const text of [
      '<!DOCTYPE b [<!ENTITY x "y">]><book>&x;</book>',
      '<book>&x;</book>',
      '<book><title></book>',
      '<book/><book/>',
      '<book>text<sold>true</sold></book>',
      '<book id=1/>',
      '',
      deep,
    ]) {
      assert.equal((await failure(read(text))).code, 'decode_error', text.slice(0, 60));
    }
  });
});
