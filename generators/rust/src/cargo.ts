import type { Command } from '@sdkgen/codegen';

/** Small builds, made once: every check shares one folder, and none of them needs debug information. */
export const ENVIRONMENT: Readonly<Record<string, string>> = {
  CARGO_TARGET_DIR: '{build}/target',
  CARGO_INCREMENTAL: '0',
  CARGO_PROFILE_DEV_DEBUG: '0',
  CARGO_TERM_COLOR: 'never',
};

export const cargo = (...parts: readonly string[]): Command => ({ argv: ['cargo', ...parts], env: ENVIRONMENT });
