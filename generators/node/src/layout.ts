import { code, Lexeme } from '@sdkgen/codegen';
import type { Alternatives } from './types.ts';
import { joined } from './types.ts';

/** What the formatter of the SDK allows. */
export const WIDTH = 120;

/** `open` items `close` on one line where it fits, else one item a line: what the formatter would do. */
export function bracketed(open: Lexeme, items: readonly Lexeme[], close: Lexeme, indent: number): Lexeme[] {
  const flat = code`${open}${Lexeme.join(items, ', ')}${close}`;
  if (indent + flat.width <= WIDTH || items.length === 0) return [flat];
  return [open, ...items.map((item) => code`  ${item},`), close];
}

/** `open { members },` on one line where it fits, else one member a line. */
export function braced(open: Lexeme, members: readonly Lexeme[], close: Lexeme, indent: number): Lexeme[] {
  if (members.length === 0) return [code`${open}{}${close}`];
  const flat = code`${open}{ ${Lexeme.join(members, ', ')} }${close}`;
  if (indent + flat.width <= WIDTH) return [flat];
  return [code`${open}{`, ...members.map((member) => code`  ${member},`), code`}${close}`];
}

/** `head` alternatives `;` on one line where it fits, else one alternative a line. */
export function union(head: Lexeme, alternatives: Alternatives, indent: number): Lexeme[] {
  const flat = code`${head} ${joined(alternatives)};`;
  if (indent + flat.width <= WIDTH || alternatives.length === 1 || isHugged(alternatives)) return [flat];
  const lines = alternatives.map((one) => code`  | ${one}`);
  return [head, ...lines.slice(0, -1), code`${lines.at(-1) ?? code``};`];
}

/** An object type that may be null keeps its braces around it: the formatter knows how. */
function isHugged(alternatives: Alternatives): boolean {
  return alternatives.length === 2 && `${alternatives[0]}`.startsWith('{') && `${alternatives[1]}` === 'null';
}
