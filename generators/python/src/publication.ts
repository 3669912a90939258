import type { Publication } from '@sdkgen/codegen';
import { reference } from './reference.ts';
import { EPOCH } from './toolchain.ts';
import { CACHES, python } from './tools.ts';

const own = '.venv/bin/python';

export const publication: Publication = {
  registry: 'pypi',
  spelled: pep440,
  build: [{ argv: [python, '-m', 'build', '--no-isolation', '--outdir', '{out}', '.'], env: { ...CACHES, ...EPOCH } }],
  consumer: {
    files: (snippets, names) => reference.program(snippets, names),
    install: [
      { argv: ['python3', '-m', 'venv', '.venv'] },
      { argv: [own, '-m', 'pip', 'install', '--quiet', '{package}=={version}'] },
    ],
    run: { argv: [own, '-W', 'error', 'reference/program.py'] },
  },
};

/** `1.2.0-beta.3` is `1.2.0b3` on PyPI. */
function pep440(version: string): string {
  const short: Readonly<Record<string, string>> = { alpha: 'a', beta: 'b', rc: 'rc' };
  return version.replace(/-(\w+)\.(\d+)$/, (whole, label: string, n: string) => {
    const kind = short[label];
    if (!kind) throw new Error(`PyPI has no prerelease ${whole.slice(1)}: alpha, beta and rc only`);
    return `${kind}${n}`;
  });
}
