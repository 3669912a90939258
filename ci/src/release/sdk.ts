import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from '@sdkgen/codegen';
import { execute, missingProgram } from '../checks/execute.ts';
import { ownSnippets, withServers } from '../checks/reference.ts';
import { copySources } from '../stage.ts';
import type { Target } from '../targets.ts';
import type { Made } from './made.ts';
import type { Product, Sources, User } from './product.ts';
import { usualRights } from './rights.ts';

/** An SDK as it is released: how, its language says. */
export function sdkProduct(target: Target): Product {
  const { language, names } = target;
  const { registry, spelled = (version) => version } = language.publication;
  return {
    id: language.id,
    title: language.title,
    name: names.package,
    registry,
    spelled,
    build: (made, sources) => build(target, made, sources),
    consume: (user) => consume(target, user),
  };
}

async function build({ language }: Target, made: Made, { sdks }: Sources): Promise<void> {
  const missing = missingProgram(language);
  if (missing) throw new Error(`${language.title} cannot be released: no ${missing} on this machine`);
  await copySources(join(sdks, language.id), made.stage);
  await usualRights(made.stage);
  for (const command of [...language.toolchain.install, ...language.publication.build]) {
    const { failed, output } = await execute(language, filled(command, made), made.stage);
    if (failed > 0) throw new Error(`${language.title} does not build: ${output}`);
  }
}

/** Installs it and runs the documented snippets with it. */
async function consume({ language, names }: Target, { made, folder, env }: User): Promise<void> {
  const { consumer } = language.publication;
  const stage = join(folder, 'project');
  const own = await ownSnippets(language);
  await mkdir(stage, { recursive: true });
  for (const { path, text } of consumer.files(own, names)) {
    await mkdir(dirname(join(stage, path)), { recursive: true });
    await writeFile(join(stage, path), text);
  }
  const run = async (command: Command, more: Readonly<Record<string, string>>) => {
    const whole = filled({ ...command, env: { ...env, ...command.env, ...more } }, made);
    const { failed, output } = await execute(language, whole, stage);
    if (failed > 0) throw new Error(`${whole.argv.join(' ')}: ${output}`);
  };
  for (const command of consumer.install) await run(command, {});
  await withServers((servers) => run(consumer.run, servers));
}

/** What the placeholders of a language's publication stand for. */
function filled({ argv, cwd, env = {} }: Command, { name, version, out }: Made): Command {
  const fill = (text: string): string =>
    text.replaceAll('{out}', out).replaceAll('{package}', name).replaceAll('{version}', version);
  const values = Object.entries(env).map(([key, value]) => [key, fill(value)] as const);
  return { argv: argv.map(fill), ...(cwd ? { cwd: fill(cwd) } : {}), env: Object.fromEntries(values) };
}
