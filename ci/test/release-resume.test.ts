import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { environment, inRoot } from '../src/paths.ts';
import type { Built } from '../src/release/built.ts';
import { LOOPBACK } from '../src/release/loopback/index.ts';
import type { Loopback } from '../src/release/loopback/loopback.ts';
import { must } from '../src/run/process.ts';
import { type Cutting, type Moment, startCutting } from './support/cutting.ts';
import { killWithAll } from './support/kill.ts';
import { toy } from './support/toys.ts';

type Env = Record<string, string>;
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+/;
const MINUTE = 60_000;

let work = '';
beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'resume-'));
});
afterAll(() => rm(work, { recursive: true, force: true }));

/** The release as a process of its own, which can be killed like one. */
function start(about: string, command: string): ChildProcess {
  const argv = [inRoot('ci', 'test', 'support', 'publish.ts'), about, command];
  return spawn(process.execPath, argv, { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
}

async function toEnd(child: ChildProcess): Promise<number | null> {
  const [code] = await once(child, 'close');
  return code;
}

async function described(
  name: string,
  packages: readonly Built[],
  env: Record<string, Env>,
): Promise<[string, string]> {
  const [about, page] = [join(work, `${name}.json`), join(work, `${name}.md`)];
  await writeFile(about, JSON.stringify({ packages, env, page }));
  return [about, page];
}

describe.each(['npm', 'pypi', 'crates'] as const)('publishing to %s', (kind) => {
  let registry: Loopback;
  let cutting: Cutting;
  let built: Built;

  beforeAll(async () => {
    registry = await LOOPBACK[kind](join(work, `registry-${kind}`));
    cutting = await startCutting(ADDRESS.exec(JSON.stringify(registry.env))?.[0] ?? '');
    built = await toy(kind, work);
  }, 3 * MINUTE);
  afterAll(async () => {
    await cutting.stop();
    await registry.stop();
  });

  test.each<[Moment, number]>(kind === 'pypi' ? [['before', 1]] : [['before', 0]])(
    'that is killed %s an upload, after %i others, is not complete, says so, and is ended by the next run',
    async (moment, skip) => {
      const env = await through(registry.env, cutting.url, kind);
      const [about, page] = await described(`${kind}-${moment}`, [built], { [kind]: env });
      const child = start(about, 'publish');
      cutting.cut(moment, skip, () => killWithAll(child.pid));
      expect(await toEnd(child)).toBeNull();
      expect(cutting.uploads()).toBe(skip);
      expect(await readFile(page, 'utf8')).toContain(`**Not complete yet.** Still to come: ${kind}.`);

      expect(await toEnd(start(about, 'publish'))).toBe(0);
      expect(await readFile(page, 'utf8')).toContain('Every package of this version is published.');
      const done = cutting.uploads();
      expect(await toEnd(start(about, 'publish'))).toBe(0);
      expect(cutting.uploads()).toBe(done);
    },
    2 * MINUTE,
  );
});

/** The same registry by another address. */
async function through(env: Readonly<Env>, url: string, kind: string): Promise<Env> {
  const moved = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, value.replace(ADDRESS, url)]));
  const npmrc = moved.npm_config_userconfig;
  if (kind !== 'npm' || !npmrc) return moved;
  const own = join(work, 'npmrc');
  const text = await readFile(npmrc, 'utf8');
  await writeFile(own, text.replaceAll(/127\.0\.0\.1:\d+/g, new URL(url).host));
  return { ...moved, npm_config_userconfig: own };
}

test(
  'what a killed run had handed over is found there, told of, and not handed over again',
  async () => {
    const folder = join(work, 'both');
    const registry = await LOOPBACK.crates(join(folder, 'registry'));
    const cutting = await startCutting(ADDRESS.exec(JSON.stringify(registry.env))?.[0] ?? '');
    try {
      const built = await toy('crates', folder);
      const env = await through(registry.env, cutting.url, 'crates');
      const [about, page] = await described('handed-over', [built], { crates: env });
      const child = start(about, 'publish');
      cutting.cut('after', 0, () => killWithAll(child.pid));
      expect(await toEnd(child)).toBeNull();
      // The registry has it, and nobody was told: the page that was written does not promise it, and asking finds it.
      expect(await readFile(page, 'utf8')).toContain('Still to come: crates.');
      expect(await toEnd(start(about, 'status'))).toBe(0);
      expect(await readFile(page, 'utf8')).toContain('Every package of this version is published.');
      expect(await toEnd(start(about, 'publish'))).toBe(0);
      expect(cutting.uploads()).toBe(1);
    } finally {
      await cutting.stop();
      await registry.stop();
    }
  },
  MINUTE,
);

test(
  'of two modules that are tags, the one that was pushed stays and the other follows',
  async () => {
    const folder = join(work, 'tags');
    const built = await toy('go', folder);
    const registry = await LOOPBACK.go(join(folder, 'registry'));
    try {
      await registry.prepare?.(built);
      const [about, page] = await described('tags', [built], { go: { ...registry.env } });
      const hook = join(folder, 'registry', 'origin.git', 'hooks', 'post-receive');
      // The registry has the first tag, and the one who pushed it waits to be told.
      const taken = join(folder, 'taken');
      await writeFile(hook, `#!/bin/sh\ntouch ${taken}\nexec sleep 60\n`);
      await chmod(hook, 0o755);
      const child = start(about, 'publish');
      await vi.waitUntil(() => existsSync(taken), { timeout: MINUTE / 2 });
      killWithAll(child.pid);
      expect(await toEnd(child)).toBeNull();
      await rm(hook);
      const tags = () => must(['git', 'tag', '--list'], join(folder, 'registry', 'origin.git'));
      expect((await tags()).trim()).toBe('sdks/go/otel/v0.1.0');
      expect(await toEnd(start(about, 'status'))).toBe(1);
      expect(await readFile(page, 'utf8')).toContain('Still to come: go.');
      expect(await toEnd(start(about, 'publish'))).toBe(0);
      expect((await tags()).trim().split('\n')).toEqual(['sdks/go/otel/v0.1.0', 'sdks/go/v0.1.0']);
    } finally {
      await registry.stop();
    }
  },
  MINUTE,
);
