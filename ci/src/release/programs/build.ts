import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { inRoot, root } from '../../paths.ts';
import { must } from '../../run/process.ts';
import type { Made } from '../made.ts';
import type { Sources } from '../product.ts';
import { usualRights } from '../rights.ts';
import { bundle } from './bundle.ts';
import { publishedManifest, readManifest } from './manifest.ts';
import type { Program } from './program.ts';

/** What every package of ours holds besides its program, where there is such a file. */
const PAGES = ['README.md', 'CHANGELOG.md', 'docs'];

/** The package of a program in `made.stage`, packed into `made.out`. */
export async function buildProgram(program: Program, { stage, out }: Made, sources: Sources): Promise<void> {
  const { bin } = await readManifest(program.folder);
  await rm(stage, { recursive: true, force: true });
  const dist = join(stage, 'dist');
  const workspaces = await bundle(program, Object.values(bin), sources.sdks, dist);
  for (const path of Object.values(bin)) await chmod(join(dist, path.split('/').at(-1) ?? ''), 0o755);
  const manifest = await publishedManifest(program, sources.version, dist, workspaces);
  await writeFile(join(stage, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await cp(inRoot('LICENSE'), join(stage, 'LICENSE'));
  for (const page of PAGES)
    await cp(inRoot(program.folder, page), join(stage, page), { recursive: true }).catch(ignoreMissing);
  await copyTracked(program, stage);
  await usualRights(stage);
  await must(['npm', 'pack', '--silent', '--pack-destination', out], stage);
}

/** Files the repository keeps, and nothing that tools left beside them. */
async function copyTracked({ reads, leaves }: Program, stage: string): Promise<void> {
  if (reads.length === 0) return;
  const listed = await must(
    ['git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...reads],
    root,
  );
  for (const file of listed.split('\0').filter((path) => path !== '' && !leaves.test(path))) {
    const bytes = await readFile(inRoot(file)).catch(ignoreMissing);
    if (!bytes) continue;
    await mkdir(dirname(join(stage, file)), { recursive: true });
    await cp(inRoot(file), join(stage, file));
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
