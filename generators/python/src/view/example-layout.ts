import { code, Lexeme } from '@sdkgen/codegen';

/** An expression that can still be laid out on one line or over several. */
export type Literal =
  | { readonly kind: 'atom'; readonly text: Lexeme }
  | { readonly kind: 'group'; readonly open: Lexeme; readonly items: readonly Item[]; readonly close: Lexeme };

/** What stands before the value, such as `name=`. */
export interface Item {
  readonly head: Lexeme;
  readonly value: Literal;
}

export const atom = (text: Lexeme): Literal => ({ kind: 'atom', text });

export const list = (items: readonly Literal[]): Literal => group(code`[`, items.map(bare), code`]`);

/** A tuple of one keeps its comma. */
export function tuple(items: readonly Literal[]): Literal {
  const isOne = items.length === 1;
  return group(code`(`, items.map(bare), isOne ? code`,)` : code`)`);
}

export const dict = (entries: readonly (readonly [key: Lexeme, value: Literal])[]): Literal =>
  group(
    code`{`,
    entries.map(([key, value]) => ({ head: code`${key}: `, value })),
    code`}`,
  );

/** A call with keyword arguments. */
export const call = (name: Lexeme, entries: readonly (readonly [name: Lexeme, value: Literal])[]): Literal =>
  group(
    code`${name}(`,
    entries.map(([key, value]) => ({ head: code`${key}=`, value })),
    code`)`,
  );

const bare = (value: Literal): Item => ({ head: code``, value });
const group = (open: Lexeme, items: readonly Item[], close: Lexeme): Literal => ({ kind: 'group', open, items, close });

/** Longest line of an example: as the formatter has it by itself. */
const LINE = 88;

/**
 * The expression behind so many characters of its first line and before so many of its last one. What is not on one line has a
 * line for each item and a comma behind the last, which the formatter leaves as it is.
 */
export function laidOut(literal: Literal, indent: number, before: number, after: number): Lexeme {
  const flat = flatOf(literal);
  if (literal.kind === 'atom' || literal.items.length === 0 || before + flat.width + after <= LINE) return flat;
  const margin = spaces(indent + 4);
  const lines = literal.items.map(
    ({ head, value }) => code`${margin}${head}${laidOut(value, indent + 4, indent + 4 + head.width, 1)},`,
  );
  const close = `${literal.close}`.startsWith(',') ? code`)` : literal.close;
  return Lexeme.join([literal.open, ...lines, code`${spaces(indent)}${close}`], '\n');
}

function flatOf(literal: Literal): Lexeme {
  if (literal.kind === 'atom') return literal.text;
  const items = literal.items.map(({ head, value }) => code`${head}${flatOf(value)}`);
  return code`${literal.open}${Lexeme.join(items, ', ')}${literal.close}`;
}

const spaces = (count: number): Lexeme => Lexeme.escaped(' '.repeat(count));
