import { code, type Lexeme } from '@sdkgen/codegen';
import type { Type } from '@sdkgen/ir';
import type { Types } from '../types.ts';

/** How a type is written as XML. */
export function xmlNode(types: Types, _type: Type): Lexeme {
  types.used.add('XML');
  return code`nil`;
}
