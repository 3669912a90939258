export { type Allowance, bundle } from './external.ts';
export { lower } from './lower.ts';
export type { LoweringOptions } from './lowering.ts';
export { parseDocument } from './parse.ts';
export { readSource } from './source.ts';
export { validate } from './validate.ts';
