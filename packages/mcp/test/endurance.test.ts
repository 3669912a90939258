import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Peer } from './support/peer.ts';

/** MCP_CALLS=50000 is the long form. */
const CALLS = Number(process.env.MCP_CALLS ?? 3_000);
const AT_ONCE = 16;
const LONG = { timeout: 120_000 + CALLS * 30 };
/** What a process may grow by once it is warm: caches fill, and the heap is not tight. */
const GROWTH_MB = 24;

let stub: Server;
let url: string;
beforeAll(async () => {
  stub = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ observations: 1, entities: 1, by_dimensions: [] }));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => stub.once('listening', resolve));
  url = `http://127.0.0.1:${(stub.address() as AddressInfo).port}`;
});
afterAll(() => stub.close());

const residentMb = ({ child }: Peer): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024;

/** Calls, a few at a time, all answered. */
async function manyCalls(peer: Peer, count: number): Promise<void> {
  let left = count;
  const caller = async () => {
    while (left-- > 0) {
      const { isError, texts } = await peer.call('count_vectors');
      if (isError) throw new Error(texts.join());
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, caller));
  peer.forget();
}

/** Under so many the engine's process is still warming up, and what grows says nothing. */
const ENOUGH_FOR_ENGINE = 20_000;

describe.skipIf(process.platform !== 'linux')('many calls', () => {
  test.each([
    ['client', ['--url'], 0],
    ['standalone', ['--standalone'], ENOUGH_FOR_ENGINE],
  ] as const)(`%s: ${CALLS} calls leave nothing behind`, LONG, async (mode, flags, enough) => {
    const peer = await Peer.open(mode === 'client' ? [...flags, url] : flags, { VSDB_API_KEY: 'k' });
    await manyCalls(peer, CALLS / 2);
    const before = residentMb(peer);
    await manyCalls(peer, CALLS / 2);
    const grown = residentMb(peer) - before;
    if (CALLS >= enough) expect(grown, `from ${before.toFixed(0)} MB`).toBeLessThan(GROWTH_MB);
    expect(await peer.end()).toBe(0);
    expect(peer.stray).toEqual([]);
  });
});
