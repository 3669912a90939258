import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../../paths.ts';
import { must, startProgram } from './program.ts';
import { type Registry, type StartRegistry, TOKEN } from './registry.ts';

const VENV = inRoot('.toolchain', 'release', 'python');
const TOOLS = ['pypiserver[passlib]==2.4.2', 'twine==7.0.0', 'setuptools<81'];

/** pypiserver; what it has not it looks for where pip would have looked. */
export const startPypi: StartRegistry = async (folder) => {
  const packages = join(folder, 'packages');
  await mkdir(packages, { recursive: true });
  const python = join(VENV, 'bin', 'python');
  await must(['python3', '-m', 'venv', VENV], folder);
  await must([python, '-m', 'pip', 'install', '--quiet', ...TOOLS], folder);
  const program = (port: number): string[] => [
    ...[join(VENV, 'bin', 'pypi-server'), 'run', '--interface', '127.0.0.1', '--port', `${port}`],
    ...['--authenticate', '.', '--passwords', '.', packages],
  ];
  const { url, stop } = await startProgram(program, folder);
  const index = `${url}/simple/`;
  return {
    url,
    env: { PIP_INDEX_URL: index, PIP_DISABLE_PIP_VERSION_CHECK: '1' },
    has: async (name, version) =>
      (await readdir(packages)).some((file) => file.startsWith(`${name}-${version}`) && file.endsWith('.whl')),
    publish: async ({ out }) => {
      const files = (await readdir(out)).map((file) => join(out, file));
      await must([python, '-m', 'twine', 'upload', '--non-interactive', '--disable-progress-bar', ...files], out, {
        TWINE_REPOSITORY_URL: url,
        TWINE_USERNAME: '__token__',
        TWINE_PASSWORD: TOKEN,
      });
    },
    stop,
  } satisfies Registry;
};
