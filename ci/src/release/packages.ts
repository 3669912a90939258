import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command, Language, Publication } from '@sdkgen/codegen';
import { execute, missingProgram } from '../checks/execute.ts';
import { copySources } from '../stage.ts';
import type { Target } from '../targets.ts';
import type { Made } from './registries/registry.ts';

/** A package with all that is published of it, and what that holds. */
export interface Built extends Made {
  readonly target: Target;
  readonly registry: Publication['registry'];
  /** SHA-256 by file name; of a package that is only a tag there is none. */
  readonly checksums: Readonly<Record<string, string>>;
}

/** Builds what is published of a rendered SDK. */
export async function build(target: Target, version: string, sdks: string, folder: string): Promise<Built> {
  const { language, names } = target;
  const missing = missingProgram(language);
  if (missing) throw new Error(`${language.title} cannot be released: no ${missing} on this machine`);
  const { registry, spelled = (text: string) => text, build: commands } = language.publication;
  const made = { name: names.package, version: spelled(version), stage: join(folder, 'sdk'), out: join(folder, 'out') };
  await copySources(join(sdks, language.id), made.stage);
  await rm(made.out, { recursive: true, force: true });
  await mkdir(made.out, { recursive: true });
  for (const command of [...language.toolchain.install, ...commands]) {
    const { failed, output } = await execute(language, filled(command, made), made.stage);
    if (failed > 0) throw new Error(`${language.title} does not build: ${output}`);
  }
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

export const titleOf = ({ target }: { readonly target: { readonly language: Language } }): string =>
  target.language.title;
