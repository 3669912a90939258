import { code, Lexeme } from '@sdkgen/codegen';
import type { LiteralType } from '@sdkgen/ir';
import { numberLiteral, stringLiteral } from './literals.ts';
import type { GoType } from './types.ts';

/** A value that can only be one: callers may leave it out, its zero value is written as it. */
export function literal({ value }: LiteralType): GoType {
  const made = (text: string, printed: Lexeme, codec: Lexeme, decode: Lexeme): GoType => ({
    text: Lexeme.escaped(text),
    decode: code`core.Constant(${decode}, ${printed})`,
    encode: code`core.EncodeLiteral(${printed}, ${codec})`,
    nil: 'pointer',
    imports: [],
  });
  switch (typeof value) {
    case 'string':
      return made('string', stringLiteral(value), code`core.EncodeString`, code`core.String`);
    case 'boolean':
      return made('bool', value ? code`true` : code`false`, code`core.EncodeBool`, code`core.Bool`);
    case 'number':
      return Number.isSafeInteger(value)
        ? made(
            'int64',
            code`int64(${numberLiteral(value)})`,
            code`core.EncodeInteger[int64]`,
            code`core.Integer[int64]`,
          )
        : made('float64', code`float64(${numberLiteral(value)})`, code`core.EncodeFloat64`, code`core.Float64`);
    default:
      return { text: code`any`, decode: code`core.Nothing`, encode: code`core.EncodeAny`, nil: 'any', imports: [] };
  }
}
