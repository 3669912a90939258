import { type Compatibility, camel, pascal, usual } from '@sdkgen/codegen';

/** One object of named arguments. What is given to an input or read of a result may become more without a word in the code. */
export const compatibility: Compatibility = {
  classes: usual,
  spell: { operation: camel, type: pascal, member: camel },
  programs: null,
};
