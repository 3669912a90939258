import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@sdkgen/codegen';
import { measure } from '../bench/measure.ts';
import { execute } from '../checks/execute.ts';
import { inRoot } from '../paths.ts';
import { SDKGEN } from '../sdkgen.ts';
import { linesIn } from '../stage.ts';

/** What became of one document in one language. */
export interface Trial {
  readonly document: string;
  readonly language: string;
  readonly operations: number;
  readonly lines: number;
  /** Of the whole command, process start included. */
  readonly cpuSeconds: number;
  readonly peakMiB: number;
  readonly checks: readonly { readonly name: string; readonly seconds: number; readonly problem: string | null }[];
}

const SHOWN = 2000;
/** Seconds for one check: the largest documents make half a million lines in a language. */
const PATIENCE = 3 * 3600;

/** Renders the whole document, then runs every check the language has for its own SDK. */
export async function tryOut(document: string, path: string, operations: number, language: Language): Promise<Trial> {
  const out = inRoot('dist', 'documents', document);
  const stage = join(out, language.id);
  await rm(stage, { recursive: true, force: true });
  await mkdir(out, { recursive: true });
  const argv = [process.execPath, SDKGEN, 'generate', '--spec', path, '--out', out, '--lang', language.id];
  const { cpuSeconds, peakMiB } = await measure(argv, out, {});
  const lines = await linesIn(stage);
  const checks: Trial['checks'][number][] = [];
  for (const check of [
    ...language.toolchain.install.map((one) => ({ name: 'install', ...one })),
    ...language.toolchain.checks,
  ]) {
    const start = performance.now();
    const { output, failed } = await execute(language, check, stage, PATIENCE);
    const seconds = Math.round((performance.now() - start) / 100) / 10;
    checks.push({ name: check.name, seconds, problem: failed ? (output ?? 'failed').slice(0, SHOWN) : null });
  }
  return { document, language: language.id, operations, lines, cpuSeconds, peakMiB, checks };
}
