import { code, type Lexeme } from '@sdkgen/codegen';
import { commas, fill, lines, MARGIN, NOTHING, spaces } from './margin.ts';

/** An expression that can still be laid out on one line or over several: text as it is, or items between brackets. */
export type Nested =
  | { readonly kind: 'text'; readonly text: Lexeme }
  | {
      readonly kind: 'call' | 'array' | 'tuple';
      readonly open: Lexeme;
      readonly items: readonly Nested[];
      readonly close: Lexeme;
    }
  | {
      readonly kind: 'struct';
      readonly open: Lexeme;
      readonly fields: readonly (readonly [name: Lexeme, value: Nested])[];
    };

export const text = (source: Lexeme): Nested => ({ kind: 'text', text: source });

/** `head(a, b)`. */
export const called = (head: Lexeme, items: readonly Nested[]): Nested => ({
  kind: 'call',
  open: code`${head}(`,
  items,
  close: code`)`,
});

/** `head[a, b]`, the head being `vec!` or `&` or nothing. */
export const listed = (head: Lexeme, items: readonly Nested[]): Nested => ({
  kind: 'array',
  open: code`${head}[`,
  items,
  close: code`]`,
});

/** `(a, b)`; a tuple of one keeps its comma. */
export const tupled = (items: readonly Nested[]): Nested => ({
  kind: 'tuple',
  open: code`(`,
  items,
  close: items.length === 1 ? code`,)` : code`)`,
});

/** `Name { a: 1 }`, which rustfmt breaks unless it is tiny. */
export const struct = (name: Lexeme, fields: readonly (readonly [name: Lexeme, value: Nested])[]): Nested => ({
  kind: 'struct',
  open: code`${name} {`,
  fields,
});

/** rustfmt breaks what is between brackets where it is wider than this, however much room the line has. */
const INNER_WIDTH = 60;
const CHAIN_WIDTH = 60;
const SHORT_ITEM = 10;

/** The expression behind so many characters of its first line and before so many of its last one. */
export function nested(expression: Nested, indent: number, before: number, after: number): Lexeme {
  const flat = flatOf(expression);
  return flat && before + flat.width + after <= MARGIN ? flat : spread(expression, indent, before, after);
}

/**
 * Over several lines. A single item keeps its brackets around it, and is then itself what is spread, as long as what is opened on
 * the first line is not wider than a call may be, and there is room for it.
 */
function spread(expression: Nested, indent: number, before: number, after: number, opened = 0): Lexeme {
  if (expression.kind === 'text') return expression.text;
  if (expression.kind === 'struct') return structOf(expression, indent);
  const { open, items, close, kind } = expression;
  const [only] = items;
  if (items.length === 1 && only && only.kind !== 'text' && kind !== 'tuple') {
    const width = opened + only.open.width;
    // What closes, and what comes after, is counted though it stands on another line.
    const room = MARGIN - before - open.width - only.open.width - close.width - after;
    if (width <= INNER_WIDTH && room >= 0)
      return code`${open}${spread(only, indent, before + open.width, after + close.width, width)}${close}`;
  }
  const end = `${close}` === ',)' ? code`)` : close;
  return lines([open, ...broken(items, kind, indent + 4), code`${spaces(indent)}${end}`]);
}

function structOf({ open, fields }: Extract<Nested, { kind: 'struct' }>, indent: number): Lexeme {
  const each = fields.map(([name, value]) => {
    const head = code`${spaces(indent + 4)}${name}: `;
    return code`${head}${nested(value, indent + 4, head.width, 1)},`;
  });
  return lines([open, ...each, code`${spaces(indent)}}`]);
}

/** What rustfmt takes for simple: a literal or a single name, and what refers to one. */
const SIMPLE = /^[&*!-]*(?:[\w.]+|"(?:[^"\\]|\\.)*")$/;

/** Short and simple items of a list or a call are side by side; all others have a line each. */
function broken(items: readonly Nested[], kind: Nested['kind'], indent: number): Lexeme[] {
  const flat = items.map(flatOf);
  const isShort =
    kind !== 'tuple' && flat.every((item) => item !== null && item.width <= SHORT_ITEM && SIMPLE.test(`${item}`));
  if (isShort) return fill(flat as Lexeme[], indent);
  return items.map((item) => code`${spaces(indent)}${nested(item, indent, indent, 1)},`);
}

/** On one line; null where rustfmt would not have it there. */
function flatOf(expression: Nested): Lexeme | null {
  if (expression.kind === 'text') return expression.text;
  if (expression.kind === 'struct') return null;
  const items = expression.items.map(flatOf);
  if (items.some((item) => item === null)) return null;
  const inner = commas(items as Lexeme[]);
  if (inner.width > INNER_WIDTH && !isAlone(expression)) return null;
  return code`${expression.open}${inner}${expression.close}`;
}

/** A single item that calls nothing, no macro either, may be as wide as the line. */
function isAlone({ kind, items }: Extract<Nested, { readonly items: readonly Nested[] }>): boolean {
  const [only] = items;
  if (items.length !== 1 || only === undefined || kind === 'tuple') return false;
  return only.kind === 'text' || (only.kind === 'array' && !`${only.open}`.includes('!'));
}

/** `head root.link.link tail`, one link a line where it is too wide. */
export function linked(head: Lexeme, root: Lexeme, links: readonly Nested[], tail: Lexeme, indent: number): Lexeme {
  const flat = links.map(flatOf);
  const one = flat.every((link) => link !== null)
    ? code`${root}${flat.reduce((all, link) => code`${all}${link}`, NOTHING)}`
    : null;
  // A question mark at its end counts, too.
  const most = `${one}`.endsWith('?') ? CHAIN_WIDTH - 1 : CHAIN_WIDTH;
  if (one && one.width <= most && indent + head.width + one.width + tail.width <= MARGIN)
    return code`${spaces(indent)}${head}${one}${tail}`;
  const last = links.length - 1;
  return lines([
    code`${spaces(indent)}${head}${root}`,
    ...links.map((link, at) => {
      const end = at === last ? tail : NOTHING;
      return code`${spaces(indent + 4)}${nested(link, indent + 4, indent + 4, end.width)}${end}`;
    }),
  ]);
}
