import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Copy, copyRepository } from '../src/loop/copy.ts';
import { inRoot, root } from '../src/paths.ts';
import { type Built, readBuilt } from '../src/release/built.ts';
import { CLIENTS } from '../src/release/clients/index.ts';
import { LOOPBACK } from '../src/release/loopback/index.ts';
import { readProducts } from '../src/release/products.ts';
import { nextVersion } from '../src/release/version.ts';
import { must } from '../src/run/process.ts';
import { onAnotherDay, whyNoOtherDay } from './support/faketime.ts';

const MINUTES = 60_000;
/** Not so late that certificates of the registries tools come from have expired. */
const LATER = '+50h';
const builds: Built[][] = [];
let work = '';

/** The release's build as contributors run it, below the repository it is of, with the rights files get from somebody's shell. */
async function build(folder: string, out: string, umask: string, env: Record<string, string>): Promise<void> {
  await must(['sh', '-c', `umask ${umask} && exec node ci/src/release.ts build --out "$0"`, out], folder, env);
  const version = await nextVersion();
  builds.push(await readBuilt(await readProducts(null), version, join(out, version)));
}

/** Programs of Rust end where libfaketime is: this one has its own day, though another folder, times of files and rights. */
async function withoutIt(program: string): Promise<string> {
  const folder = join(work, 'programs');
  await mkdir(folder);
  const path = process.env.PATH ?? '';
  const script = `#!/bin/sh\nunset LD_PRELOAD\nPATH='${path}' exec ${program} "$@"\n`;
  await writeFile(join(folder, program), script, { mode: 0o755 });
  return [folder, inRoot('node_modules', '.bin'), path].join(delimiter);
}

beforeAll(async () => {
  work = await mkdtemp(join(tmpdir(), 'reproducible-'));
  const other: Copy = await copyRepository(join(work, 'another', 'place'));
  await build(root, inRoot('dist', 'reproducible'), '022', {});
  const env = { ...(await onAnotherDay(LATER)), PATH: await withoutIt('cargo') };
  await build(other.folder, join(other.folder, 'dist', 'some', 'where', 'else'), '077', env);
}, 15 * MINUTES);
afterAll(() => rm(work, { recursive: true, force: true }));

const reason = whyNoOtherDay();
test.skipIf(reason !== null)(
  `every package has the same bytes on another day and in another folder${reason ? `: ${reason}` : ''}`,
  () => {
    const [here = {}, there] = builds.map((all) => Object.assign({}, ...all.map(({ checksums }) => checksums)));
    expect(Object.keys(here).filter((file) => /\.(whl|crate|tgz|tar\.gz)$/.test(file)).length).toBeGreaterThanOrEqual(
      7,
    );
    expect(there).toEqual(here);
  },
);

test.skipIf(reason !== null)(
  'a module of Go has the same sum, whenever it was committed',
  async () => {
    const sums = [await sumOf(builds[0] ?? [], {}), await sumOf(builds[1] ?? [], await onAnotherDay(LATER))];
    expect(sums[0]).toMatch(/^h1:/);
    expect(sums[1]).toBe(sums[0]);
  },
  2 * MINUTES,
);

async function sumOf(packages: readonly Built[], env: Record<string, string>): Promise<string> {
  const built = packages.find(({ product }) => product.registry === 'go');
  if (!built) throw new Error('no module was built');
  const folder = await mkdtemp(join(work, 'go-'));
  const registry = await LOOPBACK.go(folder);
  try {
    await registry.prepare?.(built);
    await CLIENTS.go.publish(built, { ...registry.env, ...env });
    const asked = { ...registry.env, GOMODCACHE: join(folder, 'asked'), GOFLAGS: '-modcacherw' };
    const printed = await must(['go', 'mod', 'download', '-json', `${built.name}@v${built.version}`], folder, asked);
    return JSON.parse(printed).Sum;
  } finally {
    await registry.stop();
  }
}
