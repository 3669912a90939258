import { type Compatibility, pascal, snake, usual } from '@sdkgen/codegen';

/** Required arguments go by place or by name; all else by name. Types are checked by whoever checks them. */
export const compatibility: Compatibility = {
  classes: {
    ...usual,
    // What may be left out can no longer be passed by its place.
    'argument-now-optional': 'breaking',
    'arguments-reordered': 'breaking',
  },
  spell: { operation: snake, type: pascal, member: snake },
  programs: null,
};
