import { code, Lexeme } from '@sdkgen/codegen';
import { declarationOf, type Parameter, type Type } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';

/** A type with its aliases followed and null left out: null is not sent as a parameter. */
export function plain(types: Types, type: Type): Type {
  if (type.kind === 'nullable') return plain(types, type.inner);
  if (type.kind !== 'reference') return type;
  const declaration = declarationOf(types.api, type.id);
  return declaration.kind === 'alias' && !types.isCyclicAlias(declaration) ? plain(types, declaration.target) : type;
}

/** A value by its JSON form: every type has one, and the styles lay that out. */
function sourceOf(types: Types, parameter: Parameter, value: Lexeme): Lexeme {
  const maker = parameter.style === 'json' ? code`core.AsJSON` : code`core.Of`;
  return code`${maker}(${value}, ${types.of(plain(types, parameter.type)).encode})`;
}

/** `core.Form | core.Explode`. */
export function styleOf({
  style,
  explode,
  allowReserved,
}: Pick<Parameter, 'style' | 'explode' | 'allowReserved'>): Lexeme {
  const name = style === 'json' ? 'Form' : style.charAt(0).toUpperCase() + style.slice(1);
  const flags = [code`core.${identifier(name)}`];
  if (explode && style !== 'json') flags.push(code`core.Explode`);
  if (allowReserved) flags.push(code`core.AllowReserved`);
  return Lexeme.join(flags, ' | ');
}

/** A path parameter as a piece of the path. */
export function segment(types: Types, parameter: Parameter, value: Lexeme): Lexeme {
  const wire = stringLiteral(parameter.name.wire);
  return code`call.Styled(${wire}, ${styleOf(parameter)}, ${sourceOf(types, parameter, value)})`;
}

/** A statement that adds a query, header or cookie parameter. */
export function added(types: Types, parameter: Parameter, value: Lexeme): Lexeme {
  const method = { query: 'Query', header: 'Header', cookie: 'Cookie', path: 'Path' }[parameter.in];
  const wire = stringLiteral(parameter.name.wire);
  return code`call.${identifier(method)}(${wire}, ${styleOf(parameter)}, ${sourceOf(types, parameter, value)})`;
}
