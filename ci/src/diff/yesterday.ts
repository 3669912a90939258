import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Check, classOf } from '@sdkgen/codegen';
import { compareDocuments } from '@vectorscaledb/sdkgen';
import { execute } from '../checks/execute.ts';
import { inRoot, root } from '../paths.ts';
import { PINNED } from '../sdkgen.ts';
import { snippets } from '../snippets.ts';
import { readTree, stage } from '../stage.ts';
import type { Target } from '../targets.ts';

/** `announced`: they do not fit, and the documents say that the change is breaking. */
export interface Judgement {
  readonly verdict: 'fits' | 'announced' | 'broken';
  readonly output: string;
}

const git = async (...args: readonly string[]): Promise<string> =>
  (await promisify(execFile)('git', [...args], { cwd: root, maxBuffer: 1 << 28 })).stdout;

/** The last release; before there is one, the commit before this. */
export async function dayBefore(): Promise<string> {
  const tag = await git('describe', '--tags', '--abbrev=0').catch(() => '');
  return tag.trim() || (await git('rev-parse', 'HEAD~1')).trim();
}

export async function judge(target: Target, since: string): Promise<Judgement> {
  const { language } = target;
  const folder = inRoot('dist', language.id, 'yesterday');
  await stage(folder, await programsOn(target, since));
  const types: Check = { name: 'types', ...language.toolchain.compile };
  for (const check of [types, ...language.toolchain.reference.checks]) {
    const { failed, output = '' } = await execute(language, check, folder);
    if (failed === 0) continue;
    const told = await isAnnounced(target, since, folder);
    return { verdict: told ? 'announced' : 'broken', output: `${check.name}\n${output.trim()}` };
  }
  return { verdict: 'fits', output: '' };
}

/** Today's SDK with yesterday's programs. */
async function programsOn({ language, names }: Target, since: string): Promise<Map<string, Buffer>> {
  const below = `sdks/${language.id}/`;
  const { programs } = language.compatibility;
  const isProgram = (path: string): boolean => programs?.test(path) ?? false;
  const files = new Map([...(await readTree(inRoot('sdks', language.id)))].filter(([path]) => !isProgram(path)));
  for (const [path, bytes] of await filesOn(since, below, isProgram)) files.set(path, bytes);
  const { reference } = language.toolchain;
  const page = snippets(await git('show', `${since}:docs/sdk-reference.md`));
  const own = page.filter(({ fence }) => fence === reference.fence);
  for (const { path, text } of reference.program(own, names)) files.set(path, Buffer.from(text));
  return files;
}

/** The files below a folder as a commit has them, by their paths below it. */
export async function filesOn(since: string, below: string, wanted = (_: string): boolean => true) {
  const files = new Map<string, Buffer>();
  const paths = (await git('ls-tree', '-r', '--name-only', since, below)).split('\n').filter(Boolean);
  for (const path of paths.map((path) => path.slice(below.length)).filter(wanted))
    files.set(path, Buffer.from(await git('show', `${since}:${below}${path}`)));
  return files;
}

/** Where the pinned document of a commit is, once it was put there. */
export async function documentOn(since: string, folder: string): Promise<string> {
  const path = join(folder, 'openapi.json');
  await mkdir(folder, { recursive: true });
  await writeFile(path, await git('show', `${since}:spec/openapi.json`));
  return path;
}

async function isAnnounced({ language }: Target, since: string, folder: string): Promise<boolean> {
  const before = await documentOn(since, `${folder}-document`);
  return classOf(await compareDocuments(before, PINNED, [language])) === 'breaking';
}
