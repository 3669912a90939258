import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { serve } from './helpers.ts';

const json = { 'content-type': 'application/json' };

describe('every error', () => {
  it.each([
    ['GET', '/nowhere', undefined, {}, 404, 'not_found'],
    ['GET', '/v1/entities/nobody', undefined, {}, 404, 'entity_not_found'],
    ['PUT', '/v1/status', undefined, {}, 405, 'method_not_allowed'],
    ['GET', '/v1/entities/%zz', undefined, {}, 400, 'invalid_request'],
    ['QUERY', '/v1/status', undefined, {}, 405, 'method_not_allowed'],
    ['POST', '/no/such/path', 'x', { 'content-type': 'text/plain' }, 404, 'not_found'],
    ['GET', `/v1/entities/${'x'.repeat(3000)}`, undefined, {}, 400, 'invalid_request'],
    ['GET', '/v1/entities?limit=0', undefined, {}, 400, 'invalid_request'],
    ['GET', '/v1/entities?limt=5', undefined, {}, 400, 'invalid_request'],
    ['POST', '/v1/vectors', '{"entity_id":', json, 400, 'invalid_json'],
    ['POST', '/v1/vectors', '{"__proto__":{}}', json, 400, 'invalid_request'],
    ['POST', '/v1/vectors', '', json, 400, 'invalid_request'],
    [
      'POST',
      '/v1/vectors',
      'entity_id=a',
      { 'content-type': 'application/x-www-form-urlencoded' },
      415,
      'unsupported_media_type',
    ],
    [
      'POST',
      '/v1/vectors',
      '{}',
      { 'content-type': 'application/json; charset=latin1' },
      415,
      'unsupported_media_type',
    ],
    ['PATCH', '/v1/entities/a', '{}', json, 415, 'unsupported_media_type'],
    [
      'POST',
      '/v1/vectors',
      `{"entity_id":"a","vector":[1],"metadata":{"x":"${'x'.repeat(1_048_576)}"}}`,
      json,
      413,
      'body_too_large',
    ],
  ])('%s %s is structured (%#)', async (method, path, body, headers, status, code) => {
    const { call } = await serve();
    const answer = await call(method, path, body, headers as Record<string, string>);
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.body.request_id).toBe(answer.headers.get('x-request-id'));
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at .*:\d+:\d+/);
  });

  it('names the methods a path has', async () => {
    const { call } = await serve();
    expect((await call('POST', '/v1/entities/a')).headers.get('allow')).toBe('GET, PATCH, DELETE');
  });

  it('carries the request id that was sent, where it is sane', async () => {
    const { call } = await serve();
    expect((await call('GET', '/nowhere', undefined, { 'x-request-id': 'mine-1' })).body.request_id).toBe('mine-1');
    expect((await call('GET', '/v1/status', undefined, { 'x-request-id': 'mine-2' })).headers.get('x-request-id')).toBe(
      'mine-2',
    );
    for (const bad of ['a b', 'x'.repeat(129), '<script>']) {
      expect((await call('GET', '/nowhere', undefined, { 'x-request-id': bad })).body.request_id).toMatch(
        /^req_[0-9a-f]{32}$/,
      );
    }
  });

  it('is structured even for what is not HTTP, and for bytes that are not UTF-8', async () => {
    const { url } = await serve();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.end('NONSENSE\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(text.split('\r\n\r\n')[1] as string)).toMatchObject({
      code: 'invalid_request',
      request_id: expect.stringMatching(/^req_/),
    });
    const response = await fetch(`${url}/v1/vectors`, {
      method: 'POST',
      headers: json,
      body: Buffer.from('{"entity_id":"\xff","vector":[1]}', 'latin1'),
    });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid_json' }]);
  });
});
