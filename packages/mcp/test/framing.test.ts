import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frames } from './support/frames.ts';
import { Peer } from './support/peer.ts';

/** MCP_ROUNDS=1000 is the long form. */
const ROUNDS = Number(process.env.MCP_ROUNDS ?? 60);

test(`${ROUNDS} rounds of bytes that are no messages end nothing, and leave every true one answered`, {
  timeout: 60_000 + ROUNDS * 500,
}, async () => {
  const peer = await Peer.open(['--standalone']);
  await fc.assert(
    fc.asyncProperty(frames, fc.integer({ min: 1, max: 50 }), async (bytes, step) => {
      // In pieces of any size: a line says nothing of how it arrives.
      for (let at = 0; at < bytes.length; at += step) peer.write(bytes.subarray(at, at + step));
      expect((await peer.ask('ping')).result).toEqual({});
    }),
    { numRuns: ROUNDS },
  );
  expect((await peer.call('get_status')).isError).toBe(false);
  expect(await peer.end()).toBe(0);
  expect(peer.stray).toEqual([]);
});
