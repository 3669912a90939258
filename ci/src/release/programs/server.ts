import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { KEY, TENANT } from '@vectorscaledb/conformance';
import { PINNED } from '../../sdkgen.ts';
import type { User } from '../product.ts';
import { npxOnce, npxRunning } from './npx.ts';
import type { Program } from './program.ts';

export const server: Program = {
  id: 'server',
  title: 'Server',
  folder: 'packages/server',
  reads: [],
  leaves: /^$/,
  async try(user) {
    assert.match(await npxOnce(user, '--version'), new RegExp(`^${user.made.version}$`, 'm'));
    for (const store of [['--memory'], ['--data', `${user.folder}/data`]]) await serves(user, store);
  },
};

/** It serves the document that the SDKs are rendered from, and keeps what it is given. */
async function serves(user: User, store: readonly string[]): Promise<void> {
  const running = npxRunning(user, 'serve', '--api-key', `${KEY}=${TENANT}`, ...store);
  try {
    const [, url = ''] = await running.line(/^listening on (\S+)$/);
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as { info: { version: string } };
    assert.equal(document.info.version, user.sources.version);
    const pinned = JSON.parse(await readFile(PINNED, 'utf8'));
    assert.deepEqual({ ...document, info: pinned.info }, pinned, 'the document is not the pinned one');
    const answer = await fetch(`${url}/v1/status`, { headers: { 'X-API-Key': KEY } });
    assert.equal(answer.status, 200);
  } finally {
    await running.stop();
  }
}
