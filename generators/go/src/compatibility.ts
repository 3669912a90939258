import { type Compatibility, usual } from '@sdkgen/codegen';
import { exported } from './names.ts';

/** Arguments are fields of a struct; what may be absent is a pointer, and a number has one width. */
export const compatibility: Compatibility = {
  classes: {
    ...usual,
    'argument-now-optional': 'breaking',
    'argument-type-wider': 'breaking',
    'input-member-now-optional': 'breaking',
    'input-member-type-wider': 'breaking',
    'output-member-now-certain': 'breaking',
    'output-member-type-narrower': 'breaking',
    // An error alone becomes a value and an error.
    'result-added': 'breaking',
  },
  spell: { operation: exported, type: exported, member: exported },
  programs: /^example_test\.go$/,
};
