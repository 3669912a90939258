import type { Lexeme } from '@sdkgen/codegen';
import { type Type, Unsupported } from '@sdkgen/ir';
import type { Context } from '../types.ts';

export function xmlOf(context: Context, _type: Type): Lexeme {
  throw new Unsupported(context.within ?? '', 'xml', 'The Rust target cannot read or write XML yet', 'Offer JSON.');
}
