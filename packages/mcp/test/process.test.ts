import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { startNats, whyNoNats } from './support/nats.ts';
import { BIN, Peer } from './support/peer.ts';

const work = mkdtempSync(join(tmpdir(), 'mcp-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));
const MINUTE = { timeout: 60_000 };
const point = { entity_id: 'a', vector: [1, 2, 3] };

const noNats = whyNoNats();

describe('usage', () => {
  test.each([
    [['--nonsense'], '--nonsense'],
    [['--network'], '--nats'],
    [['--network', '--nats', 'nats://127.0.0.1:1'], '--data'],
    [['--network', '--nats', 'http://127.0.0.1:1', '--data', 'x'], '--nats'],
    [['--network', '--url', 'http://127.0.0.1:1'], '--url'],
    [['--standalone', '--node-name', 'a'], '--node-name'],
    [[], '--url'],
    [['--url', 'not a url'], '--url'],
    [['--standalone', '--memory', '--data', 'x'], '--data'],
    [['--standalone', '--tools', 'nope'], 'nope'],
    [['--standalone', '--categories', 'nope'], 'nope'],
    [['--standalone', '--max-result-bytes', '10'], '--max-result-bytes'],
    [['--url', 'http://127.0.0.1:1', '--token-file', '/nowhere/key'], '--token-file'],
  ])('%j is refused with 2, and says why', MINUTE, async (args, word) => {
    const peer = new Peer(args);
    expect(await peer.end()).toBe(2);
    expect(peer.stderr).toContain(word);
    expect(peer.stderr.trim().split('\n')).toHaveLength(1);
    expect(peer.stdout).toBe('');
  });
});

describe('the end', () => {
  test('end of input: what was asked is answered, kept, and the process gone', MINUTE, async () => {
    const data = join(work, 'eof');
    const peer = await Peer.open(['--standalone', '--data', data]);
    const answers = Array.from({ length: 20 }, () => peer.call('ingest', point));
    const code = await peer.end();
    expect(code).toBe(0);
    for (const { isError } of await Promise.all(answers)) expect(isError).toBe(false);
    expect(await countIn(data)).toBe(20);
  });

  test('SIGTERM: nothing acknowledged is lost', MINUTE, async () => {
    const data = join(work, 'term');
    const peer = await Peer.open(['--standalone', '--data', data]);
    let acknowledged = 0;
    for (let count = 0; count < 200; count++)
      void peer.call('ingest', point).then(({ isError }) => {
        if (!isError) acknowledged++;
        if (acknowledged === 20) peer.child.kill('SIGTERM');
      });
    await peer.exited;
    expect(acknowledged).toBeGreaterThanOrEqual(20);
    expect(await countIn(data)).toBeGreaterThanOrEqual(acknowledged);
  });

  test('SIGKILL: nothing acknowledged is lost either', MINUTE, async () => {
    const data = join(work, 'kill');
    const peer = await Peer.open(['--standalone', '--data', data]);
    for (let count = 0; count < 5; count++) await peer.call('ingest', point);
    peer.child.kill('SIGKILL');
    await peer.exited;
    expect(await countIn(data)).toBe(5);
  });

  test('a killed parent leaves no process', MINUTE, async () => {
    const { parent, pid } = await orphaned(['--standalone']);
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
    parent.stdin.destroy();
  });

  test.skipIf(noNats !== null)(`a node of a federation ends the same ways ${noNats ?? ''}`, MINUTE, async () => {
    const nats = await startNats();
    const args = (name: string) => ['--network', '--nats', nats.url, '--data', join(work, name)];
    const ended = await Peer.open(args('net-end'));
    expect((await ended.call('ingest', point)).isError).toBe(false);
    expect(await ended.end()).toBe(0);
    const stopped = await Peer.open(args('net-term'));
    for (let count = 0; count < 5; count++)
      expect((await stopped.call('ingest', { ...point, entity_id: 'own' })).isError).toBe(false);
    stopped.child.kill('SIGTERM');
    await stopped.exited;
    expect(await countIn(join(work, 'net-term'))).toBe(5);
    const { parent, pid } = await orphaned(args('net-orphan'));
    parent.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
    parent.stdin.destroy();
    await nats.stop();
  });

  test('a second process on the same data is told so', MINUTE, async () => {
    const data = join(work, 'locked');
    const first = await Peer.open(['--standalone', '--data', data]);
    await first.call('ingest', point);
    const second = await Peer.open(['--standalone', '--data', data]);
    const { isError, texts } = await second.call('get_status');
    expect(isError).toBe(true);
    expect(texts.join()).toContain('--data');
    await Promise.all([first.end(), second.end()]);
  });
});

/** The parent holds no end of the pipes: what tells the child is that it has another parent. */
async function orphaned(args: readonly string[]) {
  const argv = JSON.stringify([BIN, ...args]);
  const script = `const { spawn } = require('node:child_process');
    const child = spawn(process.execPath, ${argv}, { stdio: ['inherit', 'ignore', 'ignore'] });
    console.log(child.pid); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
  await new Promise((resolve) => setTimeout(resolve, 4000));
  return { parent, pid };
}

async function countIn(data: string): Promise<unknown> {
  const peer = await Peer.open(['--standalone', '--data', data]);
  const { value } = await peer.call('count_vectors');
  await peer.end();
  return value.observations ?? value.count;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('stdout', () => {
  test('is protocol alone, also when a dependency prints', MINUTE, async () => {
    const noisy = join(work, 'noisy.mjs');
    writeFileSync(noisy, `setInterval(() => { console.log('chatter'); process.stdout.write('more'); }, 20).unref();`);
    const peer = await Peer.open(['--standalone'], { NODE_OPTIONS: `--import=${noisy}` });
    // What Node loads before the program itself nobody can hold back.
    peer.stray.length = 0;
    for (let count = 0; count < 10; count++) await peer.call('ingest', point);
    await peer.end();
    expect(peer.stray).toEqual([]);
    expect(peer.stderr).toContain('chatter');
  });

  test('bytes that are no messages end nothing', MINUTE, async () => {
    const peer = await Peer.open(['--standalone']);
    const junk = [
      '',
      'not json',
      '[]',
      '[1,2]',
      'null',
      '{}',
      '{"jsonrpc":"1.0"}',
      '{"jsonrpc":"2.0","id":{},"method":"ping"}',
      '\u0000\u0001',
      '{"a":'.repeat(2000),
    ];
    for (const line of junk) peer.write(`${line}\n`);
    peer.write(new Uint8Array([0xff, 0xfe, 0x0a, 0xc3, 0x28, 0x0a]));
    const split = Buffer.from(`${JSON.stringify({ jsonrpc: '2.0', id: 9001, method: 'tools/list' })}\r\n`);
    for (const byte of split) peer.write(new Uint8Array([byte]));
    await expect
      .poll(() => peer.messages.some(({ id, result }) => id === 9001 && result), { timeout: 20_000 })
      .toBe(true);
    expect((await peer.call('get_status')).isError).toBe(false);
    expect(await peer.end()).toBe(0);
    expect(peer.stray).toEqual([]);
  });
});

describe('--read-only', () => {
  test('refuses at the list and at the call', MINUTE, async () => {
    const peer = await Peer.open(['--standalone', '--read-only']);
    const { result } = await peer.ask('tools/list');
    const listed = result?.tools as { name: string; annotations: { readOnlyHint?: boolean } }[];
    expect(listed.every(({ annotations }) => annotations.readOnlyHint)).toBe(true);
    await expect(peer.call('ingest', point)).rejects.toThrow('left out');
    expect((await peer.call('get_status')).isError).toBe(false);
    await peer.end();
  });
});
