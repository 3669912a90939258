import { code, type Lexeme } from '@sdkgen/codegen';
import { identifier } from '../literals.ts';
import { call } from './expression.ts';
import { COMMA, lines, MARGIN, NEWLINE, spaces } from './margin.ts';

/** `name: value,`, where it is too wide with the value, or the arguments of a function, on a line of its own. */
export function field(head: Lexeme, value: Lexeme, indent: number): Lexeme {
  const flat = code`${spaces(indent)}${head}: ${value},`;
  if (flat.width <= MARGIN) return flat;
  const [, name, argument] = /^(\w+)\((\w+)\)$/.exec(`${value}`) ?? [];
  if (name && argument) return call(code`${head}: ${identifier(name)}`, [identifier(argument)], COMMA, indent);
  const [, converted] = /^(\w+)\.into\(\)$/.exec(`${value}`) ?? [];
  const root = code`${spaces(indent)}${head}: ${identifier(converted ?? 'none')}`;
  if (converted && root.width < MARGIN) return code`${root}${NEWLINE}${spaces(indent + 4)}.into(),`;
  return code`${spaces(indent)}${head}:${NEWLINE}${spaces(indent + 4)}${value},`;
}

/** `Name(Type)` of a tuple struct or a variant, the type on a line of its own where it is too wide. */
export function tuple(head: Lexeme, type: Lexeme, tail: Lexeme, indent: number): Lexeme {
  const flat = code`${spaces(indent)}${head}(${type})${tail}`;
  if (flat.width <= MARGIN) return flat;
  return lines([code`${spaces(indent)}${head}(`, code`${spaces(indent + 4)}${type},`, code`${spaces(indent)})${tail}`]);
}

/** `impl Trait for Type {`, in three lines where it is too wide. */
export function implementation(trait: Lexeme, type: Lexeme): Lexeme {
  const flat = code`impl ${trait} for ${type} {`;
  if (flat.width <= MARGIN) return flat;
  return lines([code`impl ${trait}`, code`    for ${type}`, code`{`]);
}

/** A struct literal of fields that are laid out already and do not fit into one line. */
export function structLiteral(head: Lexeme, fields: readonly Lexeme[], indent: number): Lexeme {
  return lines([code`${spaces(indent)}${head} {`, ...fields, code`${spaces(indent)}}`]);
}
