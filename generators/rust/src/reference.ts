import type { Reference } from '@sdkgen/codegen';

export const reference: Reference = {
  fence: 'rust',
  program: () => [],
  checks: [],
  run: { argv: ['true'] },
};
