import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TOOLS } from '../home.ts';
import { UsageError } from '../usage-error.ts';

/** The wheel carries the jar, so that no Maven is needed. */
export const VERSION = '7.26.0';
const FOLDER = join(TOOLS, 'openapi-generator', VERSION);
export const JAR = join(FOLDER, 'openapi_generator_cli', 'openapi-generator.jar');
/** Both finish in seconds or do not finish. */
const TIMEOUT_MS = 600_000;

/** Runs openapi-generator and returns what it printed. It is installed below the repository on its first use. */
export async function openapiGenerator(argv: readonly string[]): Promise<string> {
  await installOpenapiGenerator();
  return run(
    'java',
    ['-jar', JAR, ...argv],
    'Install a Java runtime (17 or later): targets of openapi-generator need one.',
  );
}

export async function installOpenapiGenerator(): Promise<void> {
  if (existsSync(JAR)) return;
  const wheel = ['--no-deps', '--no-compile', '--quiet', '--target', FOLDER, `openapi-generator-cli==${VERSION}`];
  await run(
    'python3',
    ['-m', 'pip', 'install', ...wheel],
    `Targets of openapi-generator need Python with pip once, to fetch it, or its jar at ${JAR}.`,
  );
}

function run(command: string, argv: readonly string[], hint: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const child = spawn(command, argv, { stdio: ['ignore', 'pipe', 'pipe'], signal });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('error', () => reject(new UsageError(`cannot run ${command}`, hint)));
    child.on('close', (code) => {
      if (code === 0) resolve(out);
      else reject(new UsageError(`${command} failed: ${telling(err || out)}`, hint));
    });
  });
}

/** The first line that says something went wrong, without Java's stack. */
function telling(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const found = lines.find((line) => /error|exception|invalid|not found/i.test(line)) ?? lines.findLast(Boolean);
  return (found ?? 'it said nothing').slice(0, 300);
}
