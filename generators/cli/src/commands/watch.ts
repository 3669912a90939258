import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { HOME, SOURCES } from '../home.ts';
import type { GenerateFlags } from './generate.ts';

const ROOTS = [join(HOME, 'templates'), SOURCES];
/** This command, however it was started. */
const MAIN = process.argv[1] ?? '';
/** Editors write a file in several steps. */
const SETTLE_MS = 80;

/** Renders again whenever a template, a generator or the document changes, each time in a new process so that edits take. */
export async function watchCommand(flags: GenerateFlags): Promise<never> {
  const argv = ['generate', '--spec', flags.spec, '--out', flags.out];
  if (flags.lang) argv.push('--lang', flags.lang);
  if (flags.config) argv.push('--config', flags.config);
  if (flags.driver) argv.push('--driver');
  for (const prefix of flags.allowRef ?? []) argv.push('--allow-ref', prefix);
  if (flags.allowPartial) argv.push('--allow-partial');
  let timer: NodeJS.Timeout | undefined;
  let running = false;
  let again = false;
  const run = () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    spawn(process.execPath, [MAIN, ...argv], { stdio: 'inherit' }).on('close', () => {
      running = false;
      if (!again) return;
      again = false;
      run();
    });
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(run, SETTLE_MS);
  };
  const files = [flags.spec, flags.config].filter((path) => path !== undefined && !/^https?:/.test(path));
  for (const root of ROOTS)
    watch(root, { recursive: true }, (_, path) => /\.(ts|hbs)$|runtime\//.test(String(path)) && soon());
  for (const file of files) if (file) watch(file, soon);
  run();
  return new Promise<never>(() => {});
}
