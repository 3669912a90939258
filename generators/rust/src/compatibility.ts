import { type Compatibility, usual } from '@sdkgen/codegen';
import { pascalCase, snakeCase } from './casing.ts';

/**
 * Required arguments go by place, optional ones by setters; what may be absent is an `Option`. Structs and enums of the
 * document are `#[non_exhaustive]`, so that they can gain members; the frozen projections of the configuration gain none.
 */
export const compatibility: Compatibility = {
  classes: {
    ...usual,
    'argument-renamed': 'fix',
    'argument-now-optional': 'breaking',
    'arguments-reordered': 'breaking',
    'argument-type-wider': 'breaking',
    'input-member-now-optional': 'breaking',
    'input-member-type-wider': 'breaking',
    'output-member-now-certain': 'breaking',
    'output-member-type-narrower': 'breaking',
    // Where nothing came, unit did.
    'result-added': 'breaking',
  },
  spell: { operation: snakeCase, type: pascalCase, member: snakeCase },
  programs: /^examples\/.*\.rs$/,
};
