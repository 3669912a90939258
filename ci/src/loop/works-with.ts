import { join } from 'node:path';
import { execute } from '../checks/execute.ts';
import { ownSnippets, withServers } from '../checks/reference.ts';
import { readTree, stage } from '../stage.ts';
import type { Target } from '../targets.ts';

/** Builds an SDK with its reference program and runs that against a server; a stage of its own for each SDK. */
export async function worksWith(
  { language, names }: Target,
  sdk: string,
  folder: string,
  server: string,
): Promise<void> {
  const { toolchain } = language;
  const own = await ownSnippets(language);
  const files = await readTree(sdk);
  for (const { path, text } of toolchain.reference.program(own, names)) files.set(path, Buffer.from(text));
  await stage(folder, files);
  for (const command of [...toolchain.install, ...toolchain.reference.checks]) {
    const { failed, output } = await execute(language, command, folder);
    if (failed > 0) throw new Error(output);
  }
  const { run } = toolchain.reference;
  const program = join(server, 'packages', 'server', 'bin', 'vectorscaledb.js');
  const outcome = await withServers(
    (env) => execute(language, { ...run, env: { ...env, ...run.env } }, folder),
    program,
  );
  if (outcome.failed > 0) throw new Error(outcome.output);
}
