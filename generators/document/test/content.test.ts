import type { Operation } from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import { documentOf, findings, lowered, operation } from './mini.ts';

const ok = (content: object, more: object = {}) => ({ responses: { 200: { description: 'ok', content }, ...more } });
const schema = (node: object) => ({ schema: node });
const A = { type: 'object', properties: { a: { type: 'string' } } };
const B = { type: 'object', properties: { b: { type: 'integer' } } };
const binary = { type: 'string', format: 'binary' };

function all(node: object, schemas: object = {}, method = 'post'): readonly Operation[] {
  const item = { [method]: { operationId: 'do_it', responses: { 204: { description: 'done' } }, ...node } };
  return lowered(schemas as never, { '/things': item as never }).operations;
}
const words = (operations: readonly Operation[]) => operations.map(({ name }) => name.words.join('_'));

describe('several ways to send a body', () => {
  it('gives each a name, the preferred one its own', () => {
    const content = {
      'text/csv': schema({ type: 'string' }),
      'application/json': schema(A),
      'multipart/form-data': schema(A),
    };
    const ways = all({ requestBody: { content } });
    expect(words(ways)).toEqual(['do_it', 'do_it_with_multipart', 'do_it_with_csv']);
    expect(ways.map(({ alternative }) => alternative?.contentType ?? null)).toEqual([
      null,
      'multipart/form-data',
      'text/csv',
    ]);
    expect(ways.map(({ body }) => body?.encoding)).toEqual(['json', 'multipart', 'text']);
  });

  it('takes spellings of one thing for one', () => {
    const content = {
      'application/json': schema(A),
      'text/json': schema(A),
      'application/*+json': schema(A),
      'application/yaml': schema(A),
    };
    expect(all({ requestBody: { content } })).toHaveLength(1);
  });

  it('keeps a patch and a document apart', () => {
    const content = { 'application/json': schema(A), 'application/json-patch+json': schema(A) };
    expect(words(all({ requestBody: { content } }))).toEqual(['do_it', 'do_it_with_json_patch_json']);
  });

  it.each([
    ['*/*', A, 'json', 'application/json'],
    ['*/*', binary, 'binary', 'application/octet-stream'],
    ['image/*', binary, 'binary', 'image/png'],
    ['application/json', binary, 'binary', 'application/json'],
    ['application/xml', { type: 'string' }, 'text', 'application/xml'],
    ['application/x-ndjson', { type: 'array', items: A }, 'ndjson', 'application/x-ndjson'],
    ['a\r\nb/c', A, 'json', 'application/json'],
  ])('%j of %j travels as %s', (mediaType, node, encoding, sent) => {
    const [way] = all({ requestBody: { content: { [mediaType]: schema(node) } } });
    expect(way?.body).toMatchObject({ encoding, mediaType: sent });
  });

  it('refuses parts without names, unless something else is offered', () => {
    const list = schema({ type: 'array', items: A });
    const only = () => all({ requestBody: { content: { 'multipart/mixed': list } } });
    expect(findings(only).map(({ code }) => code)).toEqual(['unnamed-parts']);
    expect(all({ requestBody: { content: { 'multipart/mixed': list, 'application/json': list } } })).toHaveLength(1);
  });
});

describe('several answers', () => {
  it('asks for JSON, and for each other kind by another name', () => {
    const ways = all(
      ok({ 'text/csv': schema({ type: 'string' }), 'application/json': schema(A), 'application/pdf': {} }),
    );
    expect(words(ways)).toEqual(['do_it', 'do_it_as_csv', 'do_it_as_pdf']);
    expect(ways.map(({ accept }) => accept)).toEqual(['application/json', 'text/csv', 'application/pdf']);
  });

  it('makes a stream of JSON beside events, asked for by the flag', () => {
    const member = (required: string[]) => ({
      type: 'object',
      required,
      properties: { q: { type: 'string' }, stream: { type: ['boolean', 'null'] } },
    });
    const content = { 'application/json': schema(A), 'text/event-stream': schema(B) };
    const ways = (required: string[]) =>
      all({
        ...ok(content),
        requestBody: { required: true, content: { 'application/json': schema(member(required)) } },
      });
    expect(words(ways([]))).toEqual(['do_it', 'do_it_stream']);
    expect(ways([]).map(({ fixed }) => fixed)).toEqual([[], [{ wire: 'stream', value: true }]]);
    expect(ways(['stream']).map(({ fixed }) => fixed[0]?.value)).toEqual([false, true]);
    const args = ways(['stream']).map((way) => way.arguments.map(({ name }) => name.wire));
    expect(args).toEqual([['q'], ['q']]);
    expect(ways([])[1]).toMatchObject({
      timeout: 'stream',
      shape: { kind: 'events', sentinel: '[DONE]', data: 'json' },
    });
  });

  it('unites what statuses answer with, and knows which is which', () => {
    const more = {
      202: { description: 'later', content: { 'application/json': schema(B) } },
      '2XX': { description: 'x', content: { 'application/json': schema(A) } },
    };
    const [way] = all(ok({ 'application/json': schema(A) }, more));
    expect(way?.success.responses.map(({ status, variant }) => [status, variant])).toEqual([
      [200, 0],
      [202, 1],
      ['2XX', 0],
    ]);
    expect(way?.success.type).toMatchObject({ kind: 'reference' });
  });

  it('is optional where a status has no content, and one type where all agree', () => {
    const [way] = all(ok({ 'application/json': schema(A) }, { 204: { description: 'none' } }));
    expect(way?.success.type).toMatchObject({ kind: 'nullable' });
    const [same] = all(
      ok({ 'application/json': schema(A) }, { 201: { description: 'x', content: { 'application/json': schema(A) } } }),
    );
    expect(same?.success).toMatchObject({
      type: { kind: 'reference' },
      responses: [{ variant: null }, { variant: null }],
    });
  });

  it('takes default for success where nothing else is', () => {
    const node = {
      responses: {
        default: { description: 'any', content: { 'application/json': schema(A) } },
        404: { description: 'no' },
      },
    };
    const [way] = all(node);
    expect(way?.success.responses.map(({ status }) => status)).toEqual(['default']);
    expect(way?.errors.map(({ status }) => status)).toEqual([404, 'default']);
  });

  it('never reads a body of HEAD', () => {
    expect(all(ok({ 'application/json': schema(A) }), {}, 'head')[0]?.success.type).toBeNull();
  });

  it('types headers, Content-Type aside', () => {
    const headers = { 'X-Left': { schema: { type: 'integer' } }, 'content-type': { schema: { type: 'string' } } };
    const [way] = all({ responses: { 200: { description: 'ok', headers } } });
    expect(way?.success.responses[0]?.headers.map(({ name, type }) => [name.wire, type])).toEqual([
      ['X-Left', { kind: 'primitive', primitive: 'int64', bounds: {} }],
    ]);
  });

  it('reads lines by their items, however they are described', () => {
    for (const media of [{ itemSchema: A }, schema({ type: 'array', items: A }), schema(A)]) {
      const [way] = all(ok({ 'application/x-ndjson': media }));
      expect(way).toMatchObject({
        shape: { kind: 'lines', framing: 'ndjson' },
        success: { type: { kind: 'reference' } },
      });
    }
  });
});

describe('events', () => {
  const event = (name: string, data: object) => ({ type: 'object', properties: { event: { const: name }, data } });
  const json = (node: object) => ({ type: 'string', contentMediaType: 'application/json', contentSchema: node });

  it('are told apart by name where the document says so', () => {
    const itemSchema = { oneOf: [event('added', json(A)), event('gone', json(B))] };
    const [way] = all(ok({ 'text/event-stream': { itemSchema } }));
    expect(way?.shape).toMatchObject({
      data: 'json',
      byEvent: [
        ['added', 0],
        ['gone', 1],
      ],
    });
  });

  it('carry members said beside the choices', () => {
    const itemSchema = {
      properties: { event: { type: 'string' }, data: json(A) },
      oneOf: [{ properties: { event: { const: 'x' } } }, { properties: { event: { const: 'y' } } }],
    };
    const [way] = all(ok({ 'text/event-stream': { itemSchema } }));
    expect(way?.shape).toMatchObject({
      byEvent: [
        ['x', 0],
        ['y', 1],
      ],
    });
  });

  it.each([
    ['text', { itemSchema: { properties: { data: { type: 'string' } } } }],
    ['text', schema({ type: 'string' })],
    ['text', {}],
    ['json', schema(A)],
    ['json', schema({ type: 'array', items: A })],
    ['json', { itemSchema: { properties: { data: json(A) } } }],
  ])('hold %s: %j', (data, media) => {
    expect(all(ok({ 'text/event-stream': media }))[0]?.shape).toMatchObject({ data, byEvent: null });
  });
});

describe('parts', () => {
  const multipart = (properties: object, encoding: object = {}, mediaType = 'multipart/form-data') =>
    operation({
      requestBody: { content: { [mediaType]: { schema: { type: 'object', properties }, encoding } } },
    } as never);
  const part = (node: object, encoding: object = {}, mediaType?: string) =>
    multipart({ p: node }, { p: encoding }, mediaType).body?.parts[0];

  it.each([
    [{ type: 'string' }, {}, ['text', false, 'text/plain']],
    [{ type: 'array', items: { type: 'integer' } }, {}, ['text', true, 'text/plain']],
    [A, {}, ['json', false, 'application/json']],
    [{ type: 'array', items: A }, {}, ['json', true, 'application/json']],
    [binary, {}, ['file', false, 'application/octet-stream']],
    [{ type: 'array', items: binary }, { contentType: 'image/*, image/png' }, ['file', true, 'image/png']],
    [{ anyOf: [binary, { type: 'array', items: binary }] }, {}, ['file', true, 'application/octet-stream']],
    [{ contentMediaType: 'image/png' }, {}, ['file', false, 'image/png']],
    [{}, { contentType: 'image/png' }, ['file', false, 'image/png']],
    [A, { contentType: 'application/xml' }, ['xml', false, 'application/xml']],
    [{ type: 'string' }, { contentType: 'text/csv' }, ['text', false, 'text/csv']],
    [{ type: 'string', enum: ['a'] }, {}, ['text', false, 'text/plain']],
  ])('%j with %j', (node, encoding, [content, repeated, contentType]) => {
    expect(part(node, encoding as object)).toMatchObject({ content, repeated, contentType });
  });

  it('have headers, and forms have styles', () => {
    expect(part({ type: 'string' }, { headers: { 'X-A': { schema: { type: 'string' } } } })?.headers).toHaveLength(1);
    const form = 'application/x-www-form-urlencoded';
    expect(part(A, { style: 'deepObject' }, form)).toMatchObject({
      content: 'text',
      style: 'deepObject',
      explode: false,
    });
    expect(part({ type: 'array', items: { type: 'string' } }, { explode: false }, form)).toMatchObject({
      repeated: false,
      explode: false,
    });
  });

  it('keep octets where files are, and only there', () => {
    const node = { type: 'object', properties: { f: binary, fs: { type: 'array', items: binary } } };
    const ref = { $ref: '#/components/schemas/Upload' };
    const api = lowered({ Upload: node as never }, {
      '/a': {
        post: {
          operationId: 'a',
          requestBody: { content: { 'multipart/form-data': schema(ref) } },
          responses: { 200: { description: 'ok', content: { 'application/json': schema(ref) } } },
        },
      },
    } as never);
    const types = (id: string) => {
      const declaration = api.declarations.get(id);
      return declaration?.kind === 'object'
        ? declaration.properties.map(({ type }) => JSON.stringify(type).includes('binary'))
        : null;
    };
    expect(types('#/components/schemas/Upload')).toEqual([false, false]);
    expect(types('#/components/schemas/Upload#form')).toEqual([true, true]);
    expect(api.operations[0]?.arguments.map(({ type }) => JSON.stringify(type).includes('binary'))).toEqual([
      true,
      true,
    ]);
  });
});

describe('parameters', () => {
  const parameter = (node: object, path = '/a') =>
    lowered({}, { [path]: { get: { parameters: [node], responses: {} } } } as never).operations[0]?.parameters ?? [];

  it('ignores headers that contents and security say', () => {
    for (const name of ['Accept', 'content-type', 'Authorization'])
      expect(parameter({ in: 'header', name, schema: { type: 'string' } })).toEqual([]);
  });

  it('fills places of the path nobody described, and drops what has no place', () => {
    expect(
      parameter({ in: 'path', name: 'x', required: true, schema: {} }, '/{y}').map(({ name }) => name.wire),
    ).toEqual(['y']);
  });

  it("takes 3.2's whole query string for an exploded object", () => {
    const node = { in: 'querystring', name: 'q', content: { 'application/x-www-form-urlencoded': schema(A) } };
    expect(parameter(node)[0]).toMatchObject({ in: 'query', style: 'form', explode: true });
    const json = { in: 'querystring', name: 'q', content: { 'application/json': schema(A) } };
    expect(findings(() => parameter(json)).map(({ code }) => code)).toEqual(['unsupported-parameter']);
  });
});

it('keeps operations of one id apart', () => {
  const get = { operationId: 'x', responses: {} };
  expect(words(lowered({}, { '/a': { get }, '/b': { get } } as never).operations)).toEqual(['x', 'x_2']);
});

it('knows where one operation is reached, and what calls back', () => {
  const document = documentOf({}, {
    '/a': {
      post: {
        operationId: 'a',
        servers: [{ url: 'https://{r}.example.com', variables: { r: { default: 'eu', enum: ['eu', 'us'] } } }],
        callbacks: {
          done: {
            '{$request.body#/url}': {
              post: { requestBody: { content: { 'application/json': schema(A) } }, responses: {} },
            },
          },
        },
        responses: {},
      },
    },
  } as never);
  const api = lowered({}, document.paths as never);
  expect(api.operations[0]?.server?.variables[0]).toMatchObject({ default: 'eu', values: ['eu', 'us'] });
  expect(api.webhooks).toMatchObject([{ name: { words: ['a', 'done'] }, type: { kind: 'reference' } }]);
});
