import type { Toolchain } from '@sdkgen/codegen';
import { reference } from './reference.ts';

const BIN = '{tools}/venv/bin';
const python = `${BIN}/python`;

/** Everything a check leaves behind stays out of the staged copy's sources. */
const CACHES = {
  MYPY_CACHE_DIR: '{build}/mypy',
  RUFF_CACHE_DIR: '{build}/ruff',
  PYTHONPYCACHEPREFIX: '{build}/pycache',
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
};

export const toolchain: Toolchain = {
  requires: ['python3'],
  install: [
    { argv: ['python3', '-m', 'venv', '{tools}/venv'] },
    { argv: [python, '-m', 'pip', 'install', '--quiet', '--requirement', '{templates}/requirements.txt'], env: CACHES },
  ],
  checks: [
    { name: 'format', argv: [`${BIN}/ruff`, 'format', '--check', '.'], env: CACHES },
    { name: 'lint and docs', argv: [`${BIN}/ruff`, 'check', '.'], env: CACHES },
    { name: 'mypy --strict', argv: [python, '-m', 'mypy'], env: CACHES },
    { name: 'pyright strict', argv: ['pyright', '--pythonpath', python], env: CACHES },
    { name: 'unit tests', argv: [python, '-m', 'pytest', '--quiet', '-p', 'no:cacheprovider'], env: CACHES },
    {
      name: 'package',
      argv: [python, '-m', 'build', '--no-isolation', '--outdir', '{build}/package', '.'],
      env: { ...CACHES, SOURCE_DATE_EPOCH: '315532800' },
    },
    { name: 'package checks', argv: [python, '{templates}/check_package.py', '{build}/package'], env: CACHES },
  ],
  reference,
};
