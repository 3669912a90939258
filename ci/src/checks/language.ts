import type { Command, Language, LanguageNames } from '@sdkgen/codegen';
import { type Check, failure, type Lane, type Outcome, pass, skip } from '../run/plan.ts';
import { stage } from '../stage.ts';
import type { Target } from '../targets.ts';
import { execute, missingProgram, stageOf } from './execute.ts';
import { ownSnippets, withServers } from './reference.ts';
import { repositorySdks, type Sdks } from './sdks.ts';

/** Everything a language declares about its SDK, as one lane: install, checks, then the documented snippets as programs. */
export function languageLane({ language, names }: Target, sdks = repositorySdks): Lane {
  const { id, toolchain } = language;
  const missing = missingProgram(language);
  const check = (name: string, action: () => Promise<Outcome>, isFoundation = false): Check => {
    const whole = `${id}: ${name}`;
    return { name: whole, isFoundation, run: missing ? async () => skip(`no ${missing} on this machine`) : action };
  };
  const command = ({ name, ...rest }: Command & { name: string }): Check => check(name, () => execute(language, rest));
  return {
    name: id,
    checks: [
      check('install', () => install(language, sdks), true),
      ...toolchain.checks.map(command),
      check('reference program', () => writeProgram(language, names, sdks), true),
      ...toolchain.reference.checks.map(({ name, ...rest }) => command({ name: `reference ${name}`, ...rest })),
      check('reference run', () => runProgram(language)),
      check('one more operation and field', () => compileOneMore(language, sdks)),
    ],
  };
}

async function install(language: Language, sdks: Sdks): Promise<Outcome> {
  await stage(stageOf(language), await sdks.committed(language.id));
  for (const command of language.toolchain.install) {
    const outcome = await execute(language, command);
    if (outcome.failed > 0) return outcome;
  }
  return pass;
}

async function writeProgram(language: Language, names: LanguageNames, sdks: Sdks): Promise<Outcome> {
  const { reference } = language.toolchain;
  const own = await ownSnippets(language);
  if (reference.fence && own.length === 0) return failure(`the page has no ${reference.fence} snippet`);
  const files = new Map(await sdks.committed(language.id));
  for (const { path, text } of reference.program(own, names)) files.set(path, Buffer.from(text));
  await stage(stageOf(language), files);
  return pass;
}

async function runProgram(language: Language): Promise<Outcome> {
  const command = language.toolchain.reference.run;
  return withServers((env) => execute(language, { ...command, env: { ...env, ...command.env } }));
}

async function compileOneMore(language: Language, sdks: Sdks): Promise<Outcome> {
  await stage(stageOf(language), await sdks.withOneMore(language.id));
  return execute(language, language.toolchain.compile);
}
