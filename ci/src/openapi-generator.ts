import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, root } from './paths.ts';
import { run } from './run/process.ts';

// The wheel carries the jar, so that no Maven is needed and nothing is fetched at run time.
export const VERSION = '7.26.0';
const FOLDER = inRoot('.toolchain', 'openapi-generator', VERSION);
export const JAR = join(FOLDER, 'openapi_generator_cli', 'openapi-generator.jar');

/** Null once Java and the jar are there. */
export async function whyMissing(): Promise<string | null> {
  const java = await run({ argv: ['java', '-version'], cwd: root });
  if (!java.ok) return 'no Java on this machine';
  if (existsSync(JAR)) return null;
  const wheel = ['--no-deps', '--no-compile', '--quiet', '--target', FOLDER, `openapi-generator-cli==${VERSION}`];
  const install = await run({ argv: ['python3', '-m', 'pip', 'install', ...wheel], cwd: root });
  return install.ok ? null : `cannot install it: ${install.output.trim().split('\n').at(-1)}`;
}
