import { code, type Lexeme } from '@sdkgen/codegen';
import type { Argument, Operation, Type } from '@sdkgen/ir';
import { type Parameter, parameterOf } from '../parameters.ts';
import { type Context, nativeType } from '../types.ts';

/** How an argument is given and kept: most as their type says, bodies that are not JSON in types of their own. */
export interface Passing extends Parameter {
  readonly native: Lexeme;
}

export function passingOf(context: Context, { body }: Operation, argument: Argument, value: Type): Passing {
  const encoding = argument.at.in === 'body' ? body?.encoding : undefined;
  if (encoding === 'binary') {
    context.imports.own('Upload');
    return converted(code`Upload`);
  }
  if (encoding === 'ndjson' || encoding === 'json-seq') {
    context.imports.own('Sequence');
    return converted(code`Sequence<${nativeType(context, value)}>`);
  }
  // Looked at only where it is printed, since that imports it: a member of a body is kept by the body's own type.
  return {
    get native() {
      return nativeType(context, value);
    },
    get type() {
      return parameterOf(context, value).type;
    },
    convert: (text) => parameterOf(context, value).convert(text),
  };
}

function converted(native: Lexeme): Passing {
  return { native, type: code`impl Into<${native}>`, convert: (value) => code`${value}.into()` };
}
