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

/** What fits in a line of a method's docstring, of which the formatter takes away what stands before it. */
const WIDTH = 120 - 12;

/** `head` and a value, in brackets of its own where its first line is too long and they make it fit. */
export function valued(head: Lexeme, inner: Lexeme, value: Literal): Lexeme {
  const first = inner.width + firstLine(value);
  if (head.width === 0 || head.width + first <= WIDTH || 4 + first > WIDTH)
    return code`${head}${inner}${laidOut(value, 0, head.width + inner.width, 0)}`;
  return code`${head}(\n    ${inner}${laidOut(value, 4, 4 + inner.width, 0)}\n)`;
}

/** `with … as name:`, whose brackets hold the name too. */
export function within(head: Lexeme, inner: Lexeme, value: Literal, name: Lexeme): Lexeme {
  const before = head.width + inner.width;
  const tail = code` as ${name}`;
  if (before + firstLine(value) <= WIDTH)
    return code`${head}${inner}${laidOut(value, 0, before, tail.width + 1)}${tail}:`;
  return code`${head}(\n    ${inner}${laidOut(value, 4, 4 + inner.width, tail.width)}${tail}\n):`;
}

/** `for name in …:`, whose brackets hold the name alone. */
export function over(head: Lexeme, name: Lexeme, value: Literal): Lexeme {
  const flat = code`${head}${name} in `;
  const first = firstLine(value);
  const bracketed = code`) in `;
  if (flat.width + first <= WIDTH || bracketed.width + first > WIDTH)
    return code`${flat}${laidOut(value, 0, flat.width, 1)}:`;
  return code`${head}(\n    ${name}\n${bracketed}${laidOut(value, 0, bracketed.width, 1)}:`;
}

/** How much of a value stands on its first line, whatever comes after. */
const firstLine = (value: Literal): number =>
  value.kind === 'group' && value.items.length > 0 ? value.open.width : flatOf(value).width;

function flatOf(literal: Literal): Lexeme {
  if (literal.kind === 'atom') return literal.text;
  const items = literal.items.map(({ head, value }) => code`${head}${flatOf(value)}`);
  return code`${literal.open}${Lexeme.join(items, ', ')}${literal.close}`;
}

const spaces = (count: number): Lexeme => Lexeme.escaped(' '.repeat(count));
