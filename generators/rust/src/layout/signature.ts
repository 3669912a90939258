import { code, type Lexeme } from '@sdkgen/codegen';
import { sourceOf } from '../literals.ts';
import { COMMA, commas, lines, MARGIN, NOTHING, spaces } from './margin.ts';

/** What rustfmt allows a line whose type is an `impl`: it forgets where the line begins. */
const IMPL_MARGIN = 105;

/** Tuples wider than this have a line for each of their types. */
const TUPLE_WIDTH = 60;

/** `pub fn name(a: A, b: B) -> R {`, one parameter a line where it is too wide. Without `opens` a `where` follows. */
export function signature(
  head: Lexeme,
  parameters: readonly Lexeme[],
  returns: Lexeme,
  indent: number,
  opens = true,
): Lexeme {
  const brace = opens ? code` {` : NOTHING;
  const flat = code`${spaces(indent)}${head}(${commas(parameters)}) -> ${returns}${brace}`;
  if (flat.width <= MARGIN) return flat;
  const broken = parameters.map((parameter) => generic(parameter, indent + 4, COMMA, IMPL_MARGIN));
  return lines([code`${spaces(indent)}${head}(`, ...broken, returning(returns, indent, opens)]);
}

/** The last line of a broken signature. rustfmt leaves room for more than it prints there. */
function returning(returns: Lexeme, indent: number, opens: boolean): Lexeme {
  const end = code`${spaces(indent)}) -> ${returns}`;
  if (!opens) return generic(code`) -> ${returns}`, indent, NOTHING, MARGIN + 2);
  if (end.width > MARGIN - 6 && end.width <= MARGIN + 2) return lines([end, code`${spaces(indent)}{`]);
  return generic(code`) -> ${returns}`, indent, code` {`, MARGIN - 4);
}

/** A bound of a `where` clause. */
export function bound(text: Lexeme, indent: number): Lexeme {
  return generic(text, indent, COMMA, MARGIN);
}

/** Text that ends with a type, whose arguments go on lines of their own where it is too wide. */
function generic(text: Lexeme, indent: number, tail: Lexeme, margin: number): Lexeme {
  const flat = code`${spaces(indent)}${text}${tail}`;
  const [, name, items] = /^(\w+ = )\((.*)\)$/.exec(`${text}`) ?? [];
  if (name !== undefined && items !== undefined && items.length > TUPLE_WIDTH) {
    const broken = topLevel(items).map((item) => code`${spaces(indent + 4)}${sourceOf(item)},`);
    return lines([code`${spaces(indent)}${sourceOf(name)}(`, ...broken, code`${spaces(indent)})${tail}`]);
  }
  const [, head, inner] = /^((?:->|[^<])*<)(.*)>$/.exec(`${text}`) ?? [];
  const limit = margin === IMPL_MARGIN && !`${text}`.includes('impl ') ? MARGIN : margin;
  if (flat.width <= limit || head === undefined || inner === undefined) return flat;
  const parts = topLevel(inner).map((part) => generic(sourceOf(part), indent + 4, COMMA, IMPL_MARGIN));
  return lines([code`${spaces(indent)}${sourceOf(head)}`, ...parts, code`${spaces(indent)}>${tail}`]);
}

/** The arguments of a generic type, at its own level. */
function topLevel(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === ',' && depth === 0) parts.push('');
    else parts.push((parts.pop() ?? '') + character);
    if ('<([{'.includes(character)) depth++;
    if ('>)]}'.includes(character)) depth--;
  }
  return parts.map((part) => part.trim());
}
