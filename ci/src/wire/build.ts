import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DRIVER_ENVIRONMENT, printJson, type Suite } from '@vectorscaledb/conformance';
import { environment, inRoot } from '../paths.ts';
import { run } from '../run/process.ts';
import { sdkgen } from '../sdkgen.ts';

/** A driver ready to be started, or why there is none. */
export type Built = { readonly program: string } | { readonly missing: string };

const BUILD_SECONDS = 900;

/** Where the SDKs of a suite lie: one place for each, so that a second run has little to build. */
export const folderOf = (suite: string): string => inRoot('dist', 'wire', suite);

/** Builds of one language share what their dependencies cost. */
export const driverEnvironment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv =>
  environment({ ...SHARED, ...more });
const SHARED = {
  ...DRIVER_ENVIRONMENT,
  CARGO_TARGET_DIR: inRoot('dist', 'rust', 'wire'),
  DRIVER_CACHE: inRoot('dist', 'python', 'wire'),
};

/** Renders the suite's SDK and driver of each language. What one language refuses does not keep the others from theirs. */
export async function render(suite: Suite, languages: readonly string[]): Promise<Map<string, Built>> {
  const folder = folderOf(suite.name);
  await mkdir(folder, { recursive: true });
  const spec = join(folder, 'openapi.json');
  await writeFile(spec, printJson(suite.document));
  const config = suite.config ? ['--config', suite.config] : [];
  const renderSome = async (some: readonly string[]): Promise<string | null> => {
    const flags = ['--spec', spec, '--out', folder, '--lang', some.join(','), ...config];
    const { ok, output } = await sdkgen(['generate', ...flags, '--driver', '--allow-partial']);
    return ok ? null : output.trim();
  };
  const program = (id: string): Built => ({ program: join(folder, id, 'driver', 'run') });
  if ((await renderSome(languages)) === null) return new Map(languages.map((id) => [id, program(id)]));
  const built = new Map<string, Built>();
  for (const id of languages) {
    // What an earlier build left may be in the way of a file that is rendered now.
    await rm(join(folder, id), { recursive: true, force: true });
    const missing = await renderSome([id]);
    built.set(id, missing === null ? program(id) : { missing });
  }
  return built;
}

/** Compiles a driver, so that its first answer does not wait for that. */
export async function build(built: Built, more: Readonly<Record<string, string>> = {}): Promise<Built> {
  if ('missing' in built) return built;
  const { ok, output } = await run({
    argv: [built.program, '--build'],
    cwd: inRoot(),
    env: { ...SHARED, ...more },
    timeoutSeconds: BUILD_SECONDS,
  });
  return ok ? built : { missing: `no driver: ${output.trim().split('\n').slice(-40).join('\n')}` };
}
