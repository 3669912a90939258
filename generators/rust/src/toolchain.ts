import type { Check, Toolchain } from '@sdkgen/codegen';
import { cargo, ENVIRONMENT } from './cargo.ts';

const check = (name: string, ...parts: readonly string[]): Check => ({ name, ...cargo(...parts) });

/** What users may turn on is checked too. */
const TESTING = ['--features', 'otel,testing'];

/** All examples of the docs in one file. */
const EXAMPLES = '{build}/examples.rs';

export const toolchain: Omit<Toolchain, 'reference'> = {
  requires: ['cargo'],
  compile: cargo('clippy', '--offline', '--locked', '--quiet', '--all-targets', ...TESTING, '--', '-D', 'warnings'),
  install: [cargo('fetch', '--locked', '--quiet')],
  checks: [
    check('format', 'fmt', '--check'),
    check('lint', 'clippy', '--offline', '--locked', '--quiet', '--all-targets', ...TESTING, '--', '-D', 'warnings'),
    {
      ...check('docs', 'doc', '--offline', '--locked', '--quiet', '--no-deps', ...TESTING),
      env: { ...ENVIRONMENT, RUSTDOCFLAGS: '-D warnings' },
    },
    {
      name: 'examples',
      argv: ['node', '{root}/generators/rust/src/checks/examples.ts', '.', EXAMPLES],
    },
    { name: 'format of examples', argv: ['rustfmt', '--check', '--edition', '2021', EXAMPLES] },
    // None of them runs: that each compiles is the check.
    check('types of examples', 'test', '--offline', '--locked', '--quiet', '--doc'),
    check('tests', 'test', '--offline', '--locked', '--quiet', '--lib', ...TESTING),
    check('package', 'package', '--offline', '--locked', '--quiet', '--allow-dirty'),
  ],
};
