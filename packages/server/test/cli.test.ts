import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { caller } from './helpers.ts';
import { run, runBelowShell, temporaryDirectory } from './process.ts';

describe('vectorscaledb serve', { timeout: 30_000 }, () => {
  it('prints where it listens and nothing else on stdout, and says that it is open and in memory', async () => {
    const server = run(['serve']);
    const url = await server.url;
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect((await caller(url)('GET', '/v1/status', undefined, { 'x-api-key': 'whatever' })).status).toBe(200);
    server.child.kill('SIGTERM');
    expect(await server.exit).toEqual({ code: 0, signal: null });
    expect(server.stdout()).toBe(`listening on ${url}\n`);
    expect(server.stderr()).toMatch(/any key is accepted/);
    expect(server.stderr()).toMatch(/in memory/);
  });

  it('takes keys from flags, a file and the environment, and keeps data between runs', async () => {
    const directory = temporaryDirectory();
    const file = join(directory, 'keys');
    writeFileSync(file, '# keys\nfrom-file=acme # a tenant\n\n');
    const data = join(directory, 'data');
    const args = ['serve', '--data', data, '--api-key', 'from-flag', '--api-key', 'other=x,y', '--api-keys-file', file];
    const first = run(args, { VSDB_API_KEYS: 'from-env=acme second-env' });
    const call = caller(await first.url);
    for (const key of ['from-flag', 'other', 'from-file', 'from-env', 'second-env']) {
      expect((await call('GET', '/v1/status', undefined, { 'x-api-key': key })).status).toBe(200);
    }
    expect((await call('GET', '/v1/status', undefined, { 'x-api-key': 'none' })).status).toBe(401);
    await call('POST', '/v1/vectors', { entity_id: 'kept', vector: [1] }, { 'x-api-key': 'from-file' });
    const locked = run(['serve', '--data', data]);
    expect((await locked.exit).code).toBe(2);
    expect(locked.stderr()).toBe(`vectorscaledb: ${data} is in use by another process\n`);
    first.child.kill('SIGINT');
    expect((await first.exit).code).toBe(0);
    const second = run(args, { VSDB_API_KEYS: 'from-env=acme' });
    const kept = await caller(await second.url)('GET', '/v1/entities/kept', undefined, { 'x-api-key': 'from-env' });
    expect(kept.status).toBe(200);
    expect(second.stderr()).toBe('');
  });

  it.each([
    [['serve', '--nonsense'], /unknown option/],
    [['nonsense'], /unknown command/],
    [['serve', '--port', '70000'], /65535/],
    [['serve', '--rate-limit', '0'], /above 0/],
    [['serve', '--mirror-mb', '-1'], /whole number of megabytes/],
    [['serve', '--memory', '--data', 'x'], /cannot be used with/],
    [['serve', '--database-url', 'postgres://user:secret@127.0.0.1:1/x'], /database cannot be used: .*ECONNREFUSED/],
    [
      ['serve', '--database-url', 'postgres://user:secret@127.0.0.1:1,127.0.0.1:2/x'],
      /host 1: .*; host 2: .*ECONNREFUSED/,
    ],
    [['serve', '--database-url', 'postgres://127.0.0.1:1/x?target_session_attrs=standby'], /target_session_attrs/],
    [['serve', '--read-database-url', 'postgres://127.0.0.1:1/x'], /needs --database-url/],
    [['serve', '--host', '0.0.0.0'], /only loopback is served/],
    [['serve', '--api-key', 'bad key'], /API key/],
    [['serve', '--api-keys-file', '/dev/null'], /holds no API key/],
    [['serve', '--api-keys-file', '/nonexistent'], /no such file/],
    [['serve', '--data', '/dev/null/x'], /ENOTDIR|not a directory/],
  ])('refuses %j with exit 2 and one message', async (args, message) => {
    const server = run(args);
    expect((await server.exit).code).toBe(2);
    expect(server.stderr()).toMatch(message);
    expect(server.stderr()).not.toMatch(/\n\s+at /);
    expect(server.stdout()).toBe('');
  });

  it('refuses a port that is taken', async () => {
    const port = new URL(await run(['serve']).url).port;
    const second = run(['serve', '--port', port]);
    expect((await second.exit).code).toBe(2);
    expect(second.stderr()).toMatch(/EADDRINUSE/);
  });

  it('stops when npx, whose shell does not pass signals on, is stopped', async () => {
    const server = runBelowShell(['serve']);
    await server.url;
    server.child.kill('SIGTERM');
    expect((await server.exit).signal).toBe('SIGTERM');
    await expect(fetch(await server.url)).rejects.toThrow();
  });
});
