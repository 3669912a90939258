import type { Command, Toolchain } from '@sdkgen/codegen';
import { reference } from './reference.ts';
import { CACHES, python } from './tools.ts';

const ruff = '{tools}/venv/bin/ruff';
/** The first time a ZIP file can hold: the same sources make the same archives. */
export const EPOCH = { SOURCE_DATE_EPOCH: '315532800' };

/** Beside the stage, so that what checks the SDK does not take them for a part of it. */
const EXAMPLES = '{build}/examples';

const compile: Command = { argv: [python, '-m', 'mypy'], env: CACHES };

export const toolchain: Toolchain = {
  requires: ['python3'],
  install: [
    { argv: ['python3', '-m', 'venv', '{tools}/venv'] },
    {
      argv: [
        python,
        '-m',
        'pip',
        'install',
        '--quiet',
        '--requirement',
        '{templates}/requirements.txt',
        '--constraint',
        '{templates}/constraints.txt',
      ],
      env: CACHES,
    },
  ],
  checks: [
    {
      name: 'format',
      argv: [ruff, 'format', '--check', '--config', 'format.docstring-code-format=true', '.'],
      env: CACHES,
    },
    { name: 'lint', argv: [ruff, 'check', '.'], env: CACHES },
    { name: 'docs', argv: [python, '{templates}/check_docs.py'], env: CACHES },
    { name: 'mypy --strict', ...compile },
    { name: 'pyright strict', argv: ['pyright', '--pythonpath', python], env: CACHES },
    { name: 'examples', argv: [python, '{templates}/check_examples.py', 'src', EXAMPLES], env: CACHES },
    { name: 'mypy --strict of examples', argv: [python, '-m', 'mypy', EXAMPLES], env: CACHES },
    { name: 'pyright strict of examples', argv: ['pyright', '--pythonpath', python, EXAMPLES], env: CACHES },
    { name: 'unit tests', argv: [python, '-m', 'pytest', '--quiet', '-p', 'no:cacheprovider'], env: CACHES },
    {
      name: 'package',
      argv: [python, '{templates}/check_package.py', '{build}/package'],
      env: { ...CACHES, ...EPOCH },
    },
  ],
  compile,
  reference,
};
