import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:https';
import { join } from 'node:path';
import { SqliteStore } from '@vectorscaledb/engine';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { serve } from './helpers.ts';
import { run, temporaryDirectory } from './process.ts';

const observation = { entity_id: 'e', vector: [1] };

describe('metrics', () => {
  const scrape = async (url: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${url}/metrics`, { headers });
    return { status: response.status, text: await response.text() };
  };

  it('count by operation, method and status, and name no tenant or entity', async () => {
    const { url, call } = await serve();
    const feed = new AbortController();
    const stream = await fetch(`${url}/v1/changes/stream`, { signal: feed.signal });
    await call('POST', '/v1/vectors', observation, { 'x-tenant-id': 'hidden' });
    await call('GET', '/v1/entities/nobody');
    await call('GET', '/no/such/path');
    const { text } = await scrape(url);
    expect(text).toContain(
      'vectorscaledb_request_duration_seconds_count{operation="ingest",method="POST",status="201"} 1',
    );
    expect(text).toContain('count{operation="get_entity",method="GET",status="404"} 1');
    expect(text).toContain('count{operation="none",method="GET",status="404"} 1');
    expect(text).toContain('vectorscaledb_requests_running 2');
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toMatch(/hidden|nobody/);
    // A response that nobody holds on to is collected, and the feed with it.
    expect(stream.bodyUsed).toBe(false);
    feed.abort();
    await vi.waitFor(async () => expect((await scrape(url)).text).toContain('vectorscaledb_requests_running 1'));
  });

  it('count refusals of the rate limit, which does not hold for them', async () => {
    const { url, call } = await serve({ rateLimit: 0.001 });
    for (const status of [200, 429, 429]) expect((await call('GET', '/v1/status')).status).toBe(status);
    const { text } = await scrape(url);
    expect(text).toContain('vectorscaledb_rate_limited_total 2');
    expect(text).toContain('count{operation="get_status",method="GET",status="429"} 2');
  });

  it('are for keys of any tenant only', async () => {
    const { url } = await serve({ apiKeys: ['one=a', 'any=*'] });
    expect((await scrape(url)).status).toBe(401);
    expect((await scrape(url, { 'x-api-key': 'one' })).status).toBe(403);
    expect((await scrape(url, { authorization: 'Bearer any' })).status).toBe(200);
  });
});

describe('readiness', () => {
  it('depends on storage, health does not', async () => {
    const { call } = await serve();
    expect((await call('GET', '/readyz')).status).toBe(200);
    const ping = vi.spyOn(SqliteStore.prototype, 'ping').mockRejectedValue(new Error('gone'));
    onTestFinished(() => ping.mockRestore());
    expect(await call('GET', '/readyz')).toMatchObject({ status: 503, body: { status: 'unavailable' } });
    expect((await call('GET', '/healthz')).status).toBe(200);
  });
});

describe('logs', () => {
  it('have a line of JSON for each request, with nothing secret in it', async () => {
    const server = run(['serve', '--log-level', 'info', '--api-key', 'topsecret=a']);
    const url = await server.url;
    const headers = { 'x-api-key': 'topsecret', 'x-request-id': 'mine', 'content-type': 'application/json' };
    await fetch(`${url}/v1/entities/private?x=1`, { headers });
    await fetch(`${url}/v1/vectors`, { method: 'POST', headers, body: JSON.stringify(observation) });
    server.child.kill('SIGTERM');
    await server.exit;
    const lines = server
      .stderr()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
    expect(lines.filter(({ msg }) => msg === 'answered')).toMatchObject([
      {
        level: 30,
        request_id: 'mine',
        method: 'GET',
        route: '/v1/entities/:entity_id',
        operation: 'get_entity',
        status: 400,
      },
      { request_id: 'mine', method: 'POST', operation: 'ingest', status: 201, ms: expect.any(Number) },
    ]);
    expect(server.stderr()).not.toMatch(/topsecret|private/);
  }, 30_000);
});

const openssl = spawnSync('openssl', ['version']).status === 0;

describe.skipIf(!openssl)('TLS (needs openssl to make a certificate)', () => {
  it('is spoken with the certificate given, and says so', async () => {
    const directory = temporaryDirectory();
    const [cert, key] = [join(directory, 'cert.pem'), join(directory, 'key.pem')];
    const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const make = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
    execFileSync('openssl', [...make, '-keyout', key, '-out', cert, ...subject], { stdio: 'ignore' });
    const server = run(['serve', '--tls-cert', cert, '--tls-key', key]);
    const url = await server.url;
    expect(url).toMatch(/^https:/);
    const [response] = await once(get(`${url}/v1/status`, { ca: readFileSync(cert) }), 'response');
    expect(response.statusCode).toBe(200);
    const alone = run(['serve', '--tls-cert', cert]);
    expect(await alone.exit).toMatchObject({ code: 2 });
    expect(alone.stderr()).toContain('--tls-cert and --tls-key need each other');
  }, 30_000);
});
