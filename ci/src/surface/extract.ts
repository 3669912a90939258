import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Surface } from '@sdkgen/codegen';
import { execute, missingProgram, perform } from '../checks/execute.ts';
import { inRoot } from '../paths.ts';
import { readTree, stage } from '../stage.ts';
import type { Target } from '../targets.ts';

/** Where the surface of a language's SDK is kept, for the comparison. */
export const surfaceFile = (id: string): string => inRoot('dist', 'parity', 'surface', `${id}.json`);

/** The public surface of an SDK, built and read in a staged copy of its own. */
export async function extract({ language, names }: Target, sdk = inRoot('sdks', language.id)): Promise<Surface> {
  const missing = missingProgram(language);
  if (missing) throw new Error(`no ${missing} on this machine, which reading the surface of ${language.id} needs`);
  const folder = inRoot('dist', language.id, 'surface-sdk');
  await stage(folder, await readTree(sdk));
  for (const command of language.toolchain.install) {
    const { failed, output } = await execute(language, command, folder);
    if (failed > 0) throw new Error(output);
  }
  let printed = '';
  for (const command of language.surface.commands(names)) {
    const { ok, output, stdout } = await perform(language, command, folder);
    if (!ok) throw new Error(`the surface of ${language.id} cannot be read: ${output.trim()}`);
    printed = stdout;
  }
  return withCode(JSON.parse(printed), [folder, inRoot('dist', language.id, 'surface')]);
}

const CODE_LINES = 40;

/** Places are in the package: as it was staged, or as it was installed. */
async function withCode(surface: Surface, folders: readonly string[]): Promise<Surface> {
  const operations = surface.operations.map(async (operation) => {
    const [path = '', line = '1'] = operation.at.split(':');
    const texts = await Promise.all(folders.map((folder) => readFile(join(folder, path), 'utf8').catch(() => '')));
    const lines = (texts.find((text) => text !== '') ?? '').split('\n');
    const from = Number(line) - 1;
    return { ...operation, code: lines.slice(from, from + CODE_LINES).join('\n') };
  });
  return { ...surface, operations: await Promise.all(operations) };
}

export async function writeSurface(file: string, surface: Surface): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(surface, null, 1)}\n`);
}
