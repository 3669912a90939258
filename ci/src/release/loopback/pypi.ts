import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../../paths.ts';
import { must } from '../../run/process.ts';
import { type StartLoopback, TOKEN } from './loopback.ts';
import { startProgram } from './program.ts';

const VENV = inRoot('.toolchain', 'release', 'pypiserver');
const SERVER = ['pypiserver[passlib]==2.4.2', 'setuptools<81'];

/** pypiserver; what it has not it looks for where pip would have looked. */
export const startPypi: StartLoopback = async (folder) => {
  const packages = join(folder, 'packages');
  await mkdir(packages, { recursive: true });
  await must(['python3', '-m', 'venv', VENV], folder);
  await must([join(VENV, 'bin', 'python'), '-m', 'pip', 'install', '--quiet', ...SERVER], folder);
  const open = ['--authenticate', '.', '--passwords', '.'];
  const { url, stop } = await startProgram(
    (port) => [join(VENV, 'bin', 'pypi-server'), 'run', '-i', '127.0.0.1', '-p', `${port}`, ...open, packages],
    folder,
  );
  const env = {
    PIP_INDEX_URL: `${url}/simple/`,
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    TWINE_REPOSITORY_URL: url,
    TWINE_USERNAME: '__token__',
    TWINE_PASSWORD: TOKEN,
  };
  return { env, stop };
};
