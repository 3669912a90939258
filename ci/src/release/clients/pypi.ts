import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../../paths.ts';
import { must, run } from '../../run/process.ts';
import { type Client, does } from './client.ts';

const VERSION = '7.0.0';
const VENV = inRoot('.toolchain', 'release', `twine-${VERSION}`);
/** What PyPI and its likes say of a file they have. */
const IS_THERE = /File already exists|409 Conflict/;
const python = join(VENV, 'bin', 'python');

/** twine. Its token is in `TWINE_PASSWORD`, or it proves by OIDC who publishes. */
export const pypi: Client = {
  has: async ({ name, version, out }, env) => {
    await installed(out);
    const asked = ['download', '--quiet', '--no-deps', '--no-cache-dir', '--dest', join(VENV, 'seen')];
    return does([python, '-m', 'pip', ...asked, `${name}==${version}`], out, env);
  },
  publish: async ({ out }, env) => {
    await installed(out);
    // One by one: an upload that was cut may have brought the first, and the registry then refuses that alone.
    for (const file of await readdir(out)) {
      const argv = [python, '-m', 'twine', 'upload', '--non-interactive', '--disable-progress-bar', join(out, file)];
      const { ok, output } = await run({ argv, cwd: out, env });
      if (!ok && !IS_THERE.test(output)) throw new Error(`twine upload ${file}: ${output.trim().slice(-2000)}`);
    }
  },
};

/** Below the repository, once. */
async function installed(cwd: string): Promise<void> {
  if (await does([python, '-m', 'twine', '--version'], inRoot(), {})) return;
  await mkdir(VENV, { recursive: true });
  await must(['python3', '-m', 'venv', VENV], cwd);
  await must([python, '-m', 'pip', 'install', '--quiet', `twine==${VERSION}`], cwd);
}
