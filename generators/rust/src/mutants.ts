import type { Mutations } from '@sdkgen/codegen';

export const mutants: Mutations = { runtime: [], rules: [], templates: [], views: [], switch: null, compiled: null };
