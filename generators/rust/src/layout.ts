import { code, Lexeme } from '@sdkgen/codegen';
import { identifier } from './literals.ts';

/**
 * How rustfmt breaks the few shapes generated code is made of. There is no rustfmt to run where SDKs are rendered, so templates
 * print what it would; a check in CI holds them to it.
 */

const MARGIN = 100;
/** rustfmt puts arguments below each other when they are wider than this together. */
const CALL_WIDTH = 60;
const STRUCT_WIDTH = 18;
const ARRAY_WIDTH = 60;

const spaces = (count: number): Lexeme => Lexeme.escaped(' '.repeat(count));
const NEWLINE = Lexeme.escaped('\n');
const NOTHING = Lexeme.escaped('');
const lines = (parts: readonly Lexeme[]): Lexeme => Lexeme.join(parts, '\n');
const commas = (parts: readonly Lexeme[]): Lexeme => Lexeme.join(parts, ', ');

/** `pub fn name(a: A, b: B) -> R {`, one parameter a line where it is too wide. */
export function signature(head: Lexeme, parameters: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const flat = code`${spaces(indent)}${head}(${commas(parameters)})${tail}`;
  if (flat.width <= MARGIN) return flat;
  const broken = parameters.map((parameter) => code`${spaces(indent + 4)}${parameter},`);
  return lines([code`${spaces(indent)}${head}(`, ...broken, code`${spaces(indent)})${tail}`]);
}

/** `head(a, b)tail`, the tail being what follows on the line, such as `?;`. */
export function call(head: Lexeme, parameters: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const inner = commas(parameters);
  const flat = code`${spaces(indent)}${head}(${inner})${tail}`;
  if (inner.width <= CALL_WIDTH && flat.width <= MARGIN) return flat;
  const broken = parameters.map((parameter) => code`${spaces(indent + 4)}${parameter},`);
  return lines([code`${spaces(indent)}${head}(`, ...broken, code`${spaces(indent)})${tail}`]);
}

/** `target = value;`, the value on a line of its own where it is too wide. */
export function assignment(target: Lexeme, value: Lexeme, indent: number): Lexeme {
  const flat = code`${spaces(indent)}${target} = ${value};`;
  if (flat.width <= MARGIN) return flat;
  return code`${spaces(indent)}${target} =${NEWLINE}${spaces(indent + 4)}${value};`;
}

/** `pub name: Type,`, the type on a line of its own where it is too wide. */
export function field(head: Lexeme, type: Lexeme, indent: number): Lexeme {
  const flat = code`${spaces(indent)}${head}: ${type},`;
  if (flat.width <= MARGIN) return flat;
  return code`${spaces(indent)}${head}:${NEWLINE}${spaces(indent + 4)}${type},`;
}

/** A struct literal, from its name to its brace. Fields that are their own value are given alone. */
export function structLiteral(head: Lexeme, fields: readonly Lexeme[], indent: number): Lexeme {
  const inner = commas(fields);
  if (inner.width <= STRUCT_WIDTH) return code`${spaces(indent)}${head} { ${inner} }`;
  const broken = fields.map((one) => code`${spaces(indent + 4)}${one},`);
  return lines([code`${spaces(indent)}${head} {`, ...broken, code`${spaces(indent)}}`]);
}

/** `a | b | c` within a `matches!`, which rustfmt fills when it does not fit. */
export function statement(text: Lexeme, indent: number): Lexeme {
  return code`${spaces(indent)}${text}`;
}

/** `&[a, b]` of short items, filled where it is too wide. */
export function shortArray(head: Lexeme, items: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const inner = commas(items);
  const flat = code`${spaces(indent)}${head}[${inner}]${tail}`;
  if (inner.width <= ARRAY_WIDTH && flat.width <= MARGIN) return flat;
  const filled = fill(items, indent + 4, MARGIN);
  return lines([code`${spaces(indent)}${head}[`, ...filled, code`${spaces(indent)}]${tail}`]);
}

/** `use path::{A, B};`, its names sorted and filled as rustfmt does. */
export function useOf(path: string, names: readonly string[]): Lexeme {
  const sorted = [...new Set(names)].sort(byRustfmt).map(identifier);
  const head = Lexeme.join(path.split('::').map(identifier), '::');
  if (sorted.length === 0) return NOTHING;
  if (sorted.length === 1) return code`use ${head}::${sorted[0] ?? NOTHING};`;
  const flat = code`use ${head}::{${commas(sorted)}};`;
  if (flat.width <= MARGIN) return flat;
  return lines([code`use ${head}::{`, ...fill(sorted, 4, MARGIN), Lexeme.escaped('};')]);
}

function fill(items: readonly Lexeme[], indent: number, margin: number): Lexeme[] {
  const rows: Lexeme[][] = [];
  let width = margin;
  for (const item of items) {
    if (width + item.width + 2 > margin) {
      rows.push([]);
      width = indent - 1;
    }
    rows.at(-1)?.push(item);
    width += item.width + 2;
  }
  return rows.map((row) => code`${spaces(indent)}${commas(row)},`);
}

/** rustfmt's order of imports: functions and macros, then types, then constants; by bytes within. */
export function byRustfmt(one: string, two: string): number {
  return rank(one) - rank(two) || (one < two ? -1 : one > two ? 1 : 0);
}

function rank(name: string): number {
  if (/^[A-Z_0-9]+$/.test(name)) return 2;
  return /^[A-Z]/.test(name) ? 1 : 0;
}
