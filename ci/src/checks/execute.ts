import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Command, Language } from '@sdkgen/codegen';
import { inRoot, root } from '../paths.ts';
import { failure, type Outcome, pass } from '../run/plan.ts';
import { type Result, run } from '../run/process.ts';

/** Where the repository's own SDK of a language is built and checked. */
export const stageOf = ({ id }: Language): string => inRoot('dist', id, 'sdk');

/** Runs a command a language declares, in a staged SDK. */
export async function execute(
  language: Language,
  command: Command,
  stage = stageOf(language),
  timeoutSeconds?: number,
): Promise<Outcome> {
  const { ok, output } = await perform(language, command, stage, timeoutSeconds);
  return ok ? pass : failure(output);
}

/** The same, for what it prints. */
export function perform(language: Language, command: Command, stage: string, timeoutSeconds?: number): Promise<Result> {
  const { argv, cwd = '{stage}', env = {} } = command;
  const fill = substitution(language, stage);
  const filled = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, fill(value)]));
  return run({ argv: argv.map(fill), cwd: fill(cwd), env: filled, ...(timeoutSeconds && { timeoutSeconds }) });
}

function substitution(language: Language, stage: string): (text: string) => string {
  const folders: Readonly<Record<string, string>> = {
    stage,
    tools: inRoot('.toolchain', language.id),
    build: inRoot('dist', language.id),
    templates: fileURLToPath(language.templates).replace(/[\\/]$/, ''),
    root,
  };
  return (text) => text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => folders[name] ?? whole);
}

/** The first program the language needs that this machine has not. */
export function missingProgram({ toolchain }: Language): string | undefined {
  return toolchain.requires.find((program) => !isOnPath(program));
}

function isOnPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
