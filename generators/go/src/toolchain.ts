import type { Toolchain } from '@sdkgen/codegen';

export const toolchain: Toolchain = {
  requires: ['go'],
  install: [],
  checks: [],
  reference: { fence: null, program: () => [], checks: [], run: { argv: ['go', 'run', './reference'] } },
};
