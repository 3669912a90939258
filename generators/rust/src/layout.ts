import { code, Lexeme } from '@sdkgen/codegen';
import { identifier, sourceOf } from './literals.ts';

/**
 * How rustfmt breaks the few shapes generated code is made of. There is no rustfmt to run where SDKs are rendered, so templates
 * print what it would; a check in CI holds them to it.
 */

const MARGIN = 100;
/** What it allows a line whose type is an `impl`: it forgets where the line begins. */
const IMPL_MARGIN = 105;
/** And what it keeps free at the end of imports. */
const USE_MARGIN = 98;
/** rustfmt puts arguments below each other when they are wider than this together. */
const CALL_WIDTH = 60;
const CHAIN_WIDTH = 60;
const ARRAY_WIDTH = 60;
const SHORT_ITEM = 10;

const spaces = (count: number): Lexeme => Lexeme.escaped(' '.repeat(count));
const NEWLINE = Lexeme.escaped('\n');
const COMMA = Lexeme.escaped(',');
const NOTHING = Lexeme.escaped('');
const lines = (parts: readonly Lexeme[]): Lexeme => Lexeme.join(parts, '\n');
const commas = (parts: readonly Lexeme[]): Lexeme => Lexeme.join(parts, ', ');

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
  const [, head, inner] = /^((?:->|[^<])*<)(.*)>$/.exec(`${text}`) ?? [];
  const limit = margin === IMPL_MARGIN && !`${text}`.includes('impl ') ? MARGIN : margin;
  if (flat.width <= limit || head === undefined || inner === undefined) return flat;
  const parts = topLevel(inner).map((part) => generic(sourceOf(part), indent + 4, COMMA, IMPL_MARGIN));
  return lines([code`${spaces(indent)}${sourceOf(head)}`, ...parts, code`${spaces(indent)}>${tail}`]);
}

/** `head(a, b)tail`, the tail being what follows on the line, such as `?;`. */
export function call(head: Lexeme, parameters: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const inner = commas(parameters);
  const flat = code`${spaces(indent)}${head}(${inner})${tail}`;
  if (inner.width <= CALL_WIDTH && flat.width <= MARGIN) return flat;
  const areShort = parameters.every(
    (parameter) => parameter.width <= SHORT_ITEM && /^(\w+|"[^"]*")$/.test(`${parameter}`),
  );
  const broken = areShort
    ? fill(parameters, indent + 4, MARGIN)
    : parameters.map((parameter) => code`${spaces(indent + 4)}${parameter},`);
  return lines([code`${spaces(indent)}${head}(`, ...broken, code`${spaces(indent)})${tail}`]);
}

/** `let name = function(argument);`, from the function on a line of its own where it is too wide. */
export function binding(name: Lexeme, head: Lexeme, argument: Lexeme, indent: number): Lexeme {
  const flat = code`${spaces(indent)}let ${name} = ${head}(${argument});`;
  if (flat.width <= MARGIN) return flat;
  const below = code`${spaces(indent + 4)}${head}(${argument});`;
  if (below.width <= MARGIN) return lines([code`${spaces(indent)}let ${name} =`, below]);
  return call(code`let ${name} = ${head}`, [argument], code`;`, indent);
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

/** `head root.link.link`, where the chain stands behind something on its line: no link stays with the root. */
export function chainAfter(head: Lexeme, root: Lexeme, links: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const flat = code`${root}${Lexeme.join(links, '')}`;
  const fits = indent + head.width + flat.width + tail.width <= MARGIN;
  if (flat.width <= CHAIN_WIDTH && fits) return code`${spaces(indent)}${head}${flat}${tail}`;
  const broken = links.map((link) => code`${spaces(indent + 4)}${link}`);
  return code`${lines([code`${spaces(indent)}${head}${root}`, ...broken])}${tail}`;
}

/** `target = value;`, the value on a line of its own where it is too wide. */
export function assignment(target: Lexeme, value: Lexeme, indent: number): Lexeme {
  const flat = code`${spaces(indent)}${target} = ${value};`;
  if (flat.width <= MARGIN) return flat;
  return code`${spaces(indent)}${target} =${NEWLINE}${spaces(indent + 4)}${value};`;
}

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

/** A struct literal of fields that are laid out already and do not fit into one line. */
export function structLiteral(head: Lexeme, fields: readonly Lexeme[], indent: number): Lexeme {
  return lines([code`${spaces(indent)}${head} {`, ...fields, code`${spaces(indent)}}`]);
}

/** `root.link.link`, one link a line where it is too wide. The root is `self.field` or as short. */
export function chain(root: Lexeme, links: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const flat = code`${root}${Lexeme.join(links, '')}`;
  if (flat.width <= CHAIN_WIDTH && indent + flat.width + tail.width <= MARGIN)
    return code`${spaces(indent)}${flat}${tail}`;
  const broken = links.map(
    (link, index) => code`${spaces(indent + 4)}${link}${index === links.length - 1 ? tail : NOTHING}`,
  );
  return lines([code`${spaces(indent)}${root}`, ...broken]);
}

/** `[a, b]`, filled where it is too wide and its items are short, else one item a line. */
export function array(head: Lexeme, items: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const inner = commas(items);
  const flat = code`${spaces(indent)}${head}[${inner}]${tail}`;
  if (inner.width <= ARRAY_WIDTH && flat.width <= MARGIN) return flat;
  const areShort = items.every(({ width }) => width <= SHORT_ITEM);
  const broken = areShort ? fill(items, indent + 4, MARGIN) : items.map((item) => code`${spaces(indent + 4)}${item},`);
  return lines([code`${spaces(indent)}${head}[`, ...broken, code`${spaces(indent)}]${tail}`]);
}

/** `use path::{A, B};`, its names sorted and filled as rustfmt does. */
export function useOf(path: string, names: readonly string[]): Lexeme {
  const sorted = [...new Set(names)].sort(byRustfmt).map(identifier);
  const head = Lexeme.join(path.split('::').map(identifier), '::');
  if (sorted.length === 0) return NOTHING;
  if (sorted.length === 1) return code`use ${head}::${sorted[0] ?? NOTHING};`;
  const flat = code`use ${head}::{${commas(sorted)}};`;
  if (flat.width <= USE_MARGIN) return flat;
  return lines([code`use ${head}::{`, ...fill(sorted, 4, MARGIN - 1), Lexeme.escaped('};')]);
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
