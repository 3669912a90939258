import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from 'vectorscaledb';
import { startNats, whyNoNats } from './nats.ts';

/** How the program is started in a mode, with whatever that mode needs beside it. */
export interface Started {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const KEY = 'canary-7f3a9';

/** Data outlives the process in each: clients that start it anew for every call find what they stored. */
export const modes: Readonly<Record<string, () => Promise<Started>>> = {
  client: async () => {
    const server = await startServer({ apiKeys: [KEY] });
    return { args: ['--url', server.url], env: { VSDB_API_KEY: KEY }, stop: () => server.close() };
  },
  standalone: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'standalone-'));
    const stop = async () => rmSync(folder, { recursive: true, force: true });
    return { args: ['--standalone', '--data', folder], env: {}, stop };
  },
  network: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'network-'));
    const nats = await startNats();
    const stop = async () => {
      await nats.stop();
      rmSync(folder, { recursive: true, force: true });
    };
    return { args: ['--network', '--nats', nats.url, '--data', folder], env: {}, stop };
  },
};

/** Why a mode cannot be tried on this machine; null when it can. */
export const whyNot = (mode: string): string | null => (mode === 'network' ? whyNoNats() : null);
