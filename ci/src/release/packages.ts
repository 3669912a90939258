import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, Publication } from '@sdkgen/codegen';
import { execute, missingProgram } from '../checks/execute.ts';
import { progress } from '../run/progress.ts';
import { copySources } from '../stage.ts';
import type { Target } from '../targets.ts';
import type { Made } from './made.ts';

/** A package with all that is published of it, and what that holds. */
export interface Built extends Made {
  readonly target: Target;
  readonly registry: Publication['registry'];
  /** SHA-256 by file name; of a package that is only a tag there is none. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Builds what is published of every rendered SDK. */
export async function buildAll(
  targets: readonly Target[],
  version: string,
  sdks: string,
  folder: string,
): Promise<Built[]> {
  const packages: Built[] = [];
  for (const target of targets) {
    progress(`building ${target.language.title}`);
    packages.push(await build(target, version, sdks, folder));
  }
  return packages;
}

/** What an earlier run built. */
export function readBuilt(targets: readonly Target[], version: string, folder: string): Promise<Built[]> {
  return Promise.all(targets.map((target) => withChecksums(target, madeOf(target, version, folder))));
}

async function build(target: Target, version: string, sdks: string, folder: string): Promise<Built> {
  const { language } = target;
  const missing = missingProgram(language);
  if (missing) throw new Error(`${language.title} cannot be released: no ${missing} on this machine`);
  const made = madeOf(target, version, folder);
  await copySources(join(sdks, language.id), made.stage);
  await rm(made.out, { recursive: true, force: true });
  await mkdir(made.out, { recursive: true });
  for (const command of [...language.toolchain.install, ...language.publication.build]) {
    const { failed, output } = await execute(language, filled(command, made), made.stage);
    if (failed > 0) throw new Error(`${language.title} does not build: ${output}`);
  }
  return withChecksums(target, made);
}

function madeOf({ language, names }: Target, version: string, folder: string): Made {
  const { spelled = (text: string) => text } = language.publication;
  const own = join(folder, language.id);
  return { name: names.package, version: spelled(version), stage: join(own, 'sdk'), out: join(own, 'out') };
}

async function withChecksums(target: Target, made: Made): Promise<Built> {
  const { registry } = target.language.publication;
  return { ...made, target, registry, checksums: await checksumsOf(made.out) };
}

/** What the placeholders of a language's publication stand for. */
export function filled({ argv, cwd, env = {} }: Command, { name, version, out }: Made): Command {
  const fill = (text: string): string =>
    text.replaceAll('{out}', out).replaceAll('{package}', name).replaceAll('{version}', version);
  const values = Object.entries(env).map(([key, value]) => [key, fill(value)] as const);
  return { argv: argv.map(fill), ...(cwd ? { cwd: fill(cwd) } : {}), env: Object.fromEntries(values) };
}

async function checksumsOf(folder: string): Promise<Record<string, string>> {
  const files = (await readdir(folder)).sort();
  const sums = files.map(async (file) => [
    file,
    createHash('sha256')
      .update(await readFile(join(folder, file)))
      .digest('hex'),
  ]);
  return Object.fromEntries(await Promise.all(sums));
}
