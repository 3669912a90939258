import type { Reference } from '@sdkgen/codegen';
export const reference: Reference = { fence: 'javascript', program: () => [], checks: [], run: { argv: ['true'] } };
