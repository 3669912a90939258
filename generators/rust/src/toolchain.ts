import type { Check, Command, Toolchain } from '@sdkgen/codegen';

/** Small builds, made once: every check shares one folder, and none of them needs debug information. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  CARGO_TARGET_DIR: '{build}/target',
  CARGO_INCREMENTAL: '0',
  CARGO_PROFILE_DEV_DEBUG: '0',
  CARGO_TERM_COLOR: 'never',
};

export const cargo = (...parts: readonly string[]): Command => ({ argv: ['cargo', ...parts], env: ENVIRONMENT });

const check = (name: string, ...parts: readonly string[]): Check => ({ name, ...cargo(...parts) });

export const toolchain: Omit<Toolchain, 'reference'> = {
  requires: ['cargo'],
  install: [cargo('fetch', '--locked', '--quiet')],
  checks: [
    check('format', 'fmt', '--check'),
    // Lints are denied by the variable of rustc that does not make it build everything anew.
    check('lint', 'clippy', '--offline', '--locked', '--quiet', '--all-targets', '--', '-D', 'warnings'),
    { ...check('docs', 'doc', '--offline', '--locked', '--quiet', '--no-deps'), env: { ...ENVIRONMENT, RUSTDOCFLAGS: '-D warnings' } },
    check('tests', 'test', '--offline', '--locked', '--quiet', '--lib'),
    check('package', 'package', '--offline', '--locked', '--quiet', '--allow-dirty'),
  ],
};
