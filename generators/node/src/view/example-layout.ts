import { code, Lexeme } from '@sdkgen/codegen';

/** An expression that can still be laid out on one line or over several. */
export type Literal =
  | { readonly kind: 'atom'; readonly text: Lexeme }
  | { readonly kind: 'list'; readonly items: readonly Literal[] }
  | { readonly kind: 'object'; readonly members: readonly Member[] };

export type Member = readonly [key: Lexeme, value: Literal];

/** Longest line of an example, which stands in READMEs and in the narrow windows of editors. */
export const LINE = 90;

/** The expression behind so many characters of its first line and before so many of its last one, as the formatter has it. */
export function laidOut(literal: Literal, indent: number, before: number, after: number): Lexeme {
  const flat = flatOf(literal);
  if (literal.kind === 'atom') return flat;
  const parts = literal.kind === 'list' ? literal.items : literal.members;
  if (parts.length === 0) return flat;
  if (before + flat.width + after <= LINE && !isMatrix(literal)) return flat;
  const margin = spaces(indent + 2);
  const [open, close] = literal.kind === 'list' ? [code`[`, code`]`] : [code`{`, code`}`];
  const lines =
    literal.kind === 'list' ? listLines(literal.items, indent + 2) : memberLines(literal.members, indent + 2);
  return Lexeme.join([open, ...lines.map((line) => code`${margin}${line}`), code`${spaces(indent)}${close}`], '\n');
}

/** What is passed to a call: below its brackets where not even the first character would fit beside them. */
export function passedOut(literal: Literal, indent: number, before: number, after: number): Lexeme {
  const beside = laidOut(literal, indent, before, after);
  if (before < LINE || !`${beside}`.includes('\n')) return beside;
  const below = laidOut(literal, indent + 2, indent + 2, 1);
  return code`\n${spaces(indent + 2)}${below},\n${spaces(indent)}`;
}

function flatOf(literal: Literal): Lexeme {
  if (literal.kind === 'atom') return literal.text;
  if (literal.kind === 'list') return code`[${Lexeme.join(literal.items.map(flatOf), ', ')}]`;
  const members = literal.members.map(([key, value]) => code`${key}: ${flatOf(value)}`);
  return members.length > 0 ? code`{ ${Lexeme.join(members, ', ')} }` : code`{}`;
}

/** Several objects or lists of several each have lines of their own, wherever they would fit. */
function isMatrix(literal: Literal): boolean {
  if (literal.kind === 'object') return literal.members.some(([, value]) => isMatrix(value));
  if (literal.kind === 'atom') return false;
  const many = (kind: Literal['kind']) =>
    literal.items.every(
      (item) =>
        item.kind === kind &&
        (item.kind === 'list' ? item.items : item.kind === 'object' ? item.members : []).length > 1,
    );
  return (literal.items.length > 1 && (many('list') || many('object'))) || literal.items.some(isMatrix);
}

/** Names so short that a line of its own for what they name would win nothing. */
const SHORT_KEY = 4;

function memberLines(members: readonly Member[], indent: number): Lexeme[] {
  return members.map(([key, value]) => {
    const head = key.width + 2;
    const isLongText = value.kind === 'atom' && indent + head + value.text.width + 1 > LINE && key.width > SHORT_KEY;
    const text = isLongText
      ? code`\n${spaces(indent + 2)}${value.text}`
      : code` ${laidOut(value, indent, indent + head, 1)}`;
    return code`${key}:${text},`;
  });
}

/** Numbers side by side, as many as fit; anything else a line each. */
function listLines(items: readonly Literal[], indent: number): Lexeme[] {
  const isNumber = (item: Literal) => item.kind === 'atom' && /^-?\d/.test(`${item.text}`);
  if (items.length < 2 || !items.every(isNumber))
    return items.map((item) => code`${laidOut(item, indent, indent, 1)},`);
  const rows: Lexeme[] = [];
  for (const item of items) {
    const text = code`${flatOf(item)},`;
    const row = rows.at(-1);
    if (row && indent + row.width + 1 + text.width <= LINE) rows[rows.length - 1] = code`${row} ${text}`;
    else rows.push(text);
  }
  return rows;
}

const spaces = (count: number): Lexeme => Lexeme.escaped(' '.repeat(count));
