import { describe, expect, it } from 'vitest';
import { findings, lowered, operation } from './mini.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const names = (node: object, options = {}) =>
  operation(node as never, options).arguments.map(({ name, required, at }) => [name.words.join('_'), required, at.in]);

describe('arguments', () => {
  it('flattens an object body beside the parameters, required first', () => {
    const node = {
      parameters: [
        { in: 'query', name: 'dry_run', schema: { type: 'boolean' } },
        { in: 'path', name: 'id', required: true, schema: { type: 'string' } },
      ],
      requestBody: {
        required: true,
        ...json({
          type: 'object',
          required: ['vector'],
          properties: { note: { type: 'string' }, vector: { type: 'array', items: { type: 'number' } } },
        }),
      },
    };
    expect(names(node, { path: '/things/{id}' })).toEqual([
      ['id', true, 'path'],
      ['vector', true, 'member'],
      ['dry_run', false, 'query'],
      ['note', false, 'member'],
    ]);
  });

  it('tells a parameter from a member of the same name', () => {
    const node = {
      parameters: [{ in: 'query', name: 'id', schema: { type: 'string' } }],
      requestBody: { required: true, ...json({ type: 'object', properties: { id: { type: 'string' } } }) },
    };
    expect(names(node).map(([name]) => name)).toEqual(['id', 'body_id']);
  });

  it('passes a body that is no plain object whole', () => {
    expect(names({ requestBody: { required: true, ...json({ type: 'array', items: { type: 'string' } }) } })).toEqual([
      ['body', true, 'body'],
    ]);
  });

  it('leaves out what the client, the runtime or a resume fills', () => {
    const node = {
      parameters: [
        { in: 'header', name: 'X-Tenant-ID', 'x-client': 'tenant_id', schema: { type: 'string' } },
        { in: 'header', name: 'Idempotency-Key', schema: { type: 'string' } },
      ],
    };
    expect(operation(node).arguments).toEqual([]);
    expect(operation(node).idempotencyHeader).toBe('Idempotency-Key');
    const api = lowered({}, { '/a': { get: { ...node, responses: {} } } });
    expect(api.clientHeaders).toMatchObject([{ name: { wire: 'X-Tenant-ID', words: ['tenant', 'id'] } }]);
  });
});

describe('retry', () => {
  const key = { parameters: [{ in: 'header', name: 'idempotency-key', schema: { type: 'string' } }] };
  it.each([
    ['get', {}, 'always'],
    ['delete', {}, 'always'],
    ['post', {}, 'never'],
    ['post', { 'x-safe': true }, 'always'],
    ['patch', { 'x-idempotent': true }, 'always'],
    ['post', key, 'keyed'],
  ] as const)('%s %j: %s', (method, node, kind) => {
    expect(operation(node as never, { method }).retry.kind).toBe(kind);
  });
});

describe('shape', () => {
  const list = (type: string) => ({
    type: 'object',
    properties: { rows: { type, items: { type: 'string' } }, next: { type: ['string', 'null'] } },
  });
  const paged = (type: string, cursor = 'cursor') => ({
    parameters: [{ in: 'query', name: 'cursor', schema: { type: 'string' } }],
    'x-pagination': { cursor, next: 'next', items: 'rows' },
    responses: { 200: { description: 'ok', ...json(list(type)) } },
  });

  it('pages by what x-pagination names', () => {
    expect(operation(paged('array') as never).shape).toMatchObject({
      kind: 'paged',
      items: 'rows',
      item: { primitive: 'string' },
      limit: null,
    });
  });

  it.each([[paged('string')], [paged('array', 'nowhere')]])('refuses paging by what is not there', (node) => {
    expect(findings(() => operation(node as never)).map(({ code }) => code)).toEqual(['extension-mismatch']);
  });

  it('streams events, endless only where said, resumable only with GET', () => {
    const responses = { 200: { description: 'ok', content: { 'text/event-stream': { schema: { type: 'string' } } } } };
    expect(operation({ responses, 'x-stream': { endless: true } } as never, { method: 'get' }).shape).toEqual({
      kind: 'events',
      endless: true,
      resumable: true,
      data: 'text',
      sentinel: null,
      byEvent: null,
      websocket: null,
    });
    expect(operation({ responses } as never).shape).toMatchObject({ kind: 'events', endless: false, resumable: false });
  });

  it('names the only feed by WebSocket plainly, and several each by its operation', () => {
    const feed = (message?: object) => ({
      'x-websocket': { path: '/socket', heartbeat_seconds: 15, ...(message && { message }) },
      responses: { 200: { description: 'ok', content: { 'text/event-stream': { schema: { type: 'string' } } } } },
    });
    const feeds = (paths: object) =>
      lowered({}, paths as never).operations.map(({ shape }) => shape.kind === 'events' && shape.websocket);
    const one = feed({ 'X-API-Key': 'api_key' });
    expect(feeds({ '/a': { get: { operationId: 'a', ...one } } })).toEqual([
      {
        name: { wire: 'subscribe', words: ['subscribe'] },
        path: '/socket',
        heartbeat: 15,
        members: [['X-API-Key', 'api_key']],
      },
    ]);
    const two = { '/a': { get: { operationId: 'a', ...feed() } }, '/b': { get: { operationId: 'b', ...feed() } } };
    expect(feeds(two)).toMatchObject([
      { name: { words: ['subscribe', 'a'] }, members: [] },
      { name: { words: ['subscribe', 'b'] } },
    ]);
  });

  const result = { type: 'object', properties: { index: { type: 'integer' } } };
  const bulk = (sum: string) => ({
    'x-bulk': { items: 'rows', max_items: 7, results: 'results', index: 'index', sum: [sum] },
    requestBody: { required: true, ...json(list('array')) },
    responses: {
      200: {
        description: 'ok',
        ...json({ type: 'object', properties: { n: { type: 'integer' }, results: { type: 'array', items: result } } }),
      },
    },
  });

  it('splits bulk bodies', () => {
    expect(operation(bulk('n') as never).shape).toMatchObject({
      kind: 'bulk',
      items: 'rows',
      item: { primitive: 'string' },
      maxItems: 7,
      sum: ['n'],
    });
    expect(findings(() => operation(bulk('m') as never)).map(({ code }) => code)).toEqual(['extension-mismatch']);
  });
});

describe('responses', () => {
  it('takes the lowest 2xx for success and the rest for errors', () => {
    const node = {
      responses: {
        201: { description: 'made', ...json({ type: 'string' }) },
        404: { description: 'no' },
        '5XX': { description: 'oops' },
        default: { description: 'else' },
      },
    };
    const { success, errors } = operation(node as never);
    expect(success).toMatchObject({ status: 201, type: { primitive: 'string' } });
    expect(errors.map(({ status }) => status)).toEqual([404, '5XX', 'default']);
  });
});

it('splits a path into text and parameters', () => {
  expect(operation({}, { path: '/a/{b}/c:{d}' }).path).toEqual([
    { kind: 'text', text: '/a/' },
    { kind: 'parameter', wire: 'b' },
    { kind: 'text', text: '/c:' },
    { kind: 'parameter', wire: 'd' },
  ]);
});
