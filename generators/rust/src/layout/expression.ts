import { code, Lexeme } from '@sdkgen/codegen';
import { commas, fill, lines, MARGIN, NEWLINE, NOTHING, spaces } from './margin.ts';

/** rustfmt breaks these when they are wider than this, however much room the line has. */
const CALL_WIDTH = 60;
const CHAIN_WIDTH = 60;
const ARRAY_WIDTH = 60;
const SHORT_ITEM = 10;

/** `head(a, b)tail`, the tail being what follows on the line, such as `?;`. */
export function call(head: Lexeme, parameters: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const inner = commas(parameters);
  const flat = code`${spaces(indent)}${head}(${inner})${tail}`;
  if ((inner.width <= CALL_WIDTH || parameters.length === 1) && flat.width <= MARGIN) return flat;
  const below = parameters.length === 1 ? underItsOwner(flat, indent) : null;
  if (below) return below;
  const areShort = parameters.every(
    (parameter) => parameter.width <= SHORT_ITEM && /^(\w+|"[^"]*")$/.test(`${parameter}`),
  );
  const broken = areShort
    ? fill(parameters, indent + 4)
    : parameters.map((parameter) => code`${spaces(indent + 4)}${parameter},`);
  return lines([code`${spaces(indent)}${head}(`, ...broken, code`${spaces(indent)})${tail}`]);
}

/** A method's call with a single argument goes to a line of its own, where that makes it fit. */
function underItsOwner(flat: Lexeme, indent: number): Lexeme | null {
  const [, owner = '', rest = ''] = /^ *(\w+)(\.\w+\(.*)$/s.exec(`${flat}`) ?? [];
  if (owner === '' || indent + 4 + rest.length > MARGIN) return null;
  return lines([code`${spaces(indent)}${Lexeme.escaped(owner)}`, code`${spaces(indent + 4)}${Lexeme.escaped(rest)}`]);
}

/** `let name = function(argument);`, from the function on a line of its own where it is too wide. */
export function binding(name: Lexeme, head: Lexeme, argument: Lexeme, indent: number): Lexeme {
  const flat = code`${spaces(indent)}let ${name} = ${head}(${argument});`;
  if (flat.width <= MARGIN) return flat;
  const below = code`${spaces(indent + 4)}${head}(${argument});`;
  if (below.width <= MARGIN) return lines([code`${spaces(indent)}let ${name} =`, below]);
  return call(code`let ${name} = ${head}`, [argument], code`;`, indent);
}

/** `target = value;`, the value on a line of its own where it is too wide. */
export function assignment(target: Lexeme, value: Lexeme, indent: number): Lexeme {
  const flat = code`${spaces(indent)}${target} = ${value};`;
  if (flat.width <= MARGIN) return flat;
  return code`${spaces(indent)}${target} =${NEWLINE}${spaces(indent + 4)}${value};`;
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

/** `head root.link.link`, where the chain stands behind something on its line: no link stays with the root. */
export function chainAfter(head: Lexeme, root: Lexeme, links: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const flat = code`${root}${Lexeme.join(links, '')}`;
  const fits = indent + head.width + flat.width + tail.width <= MARGIN;
  if (flat.width <= CHAIN_WIDTH && fits) return code`${spaces(indent)}${head}${flat}${tail}`;
  const broken = links.map((link) => code`${spaces(indent + 4)}${link}`);
  return code`${lines([code`${spaces(indent)}${head}${root}`, ...broken])}${tail}`;
}

/** `[a, b]`, filled where it is too wide and its items are short, else one item a line. */
export function array(head: Lexeme, items: readonly Lexeme[], tail: Lexeme, indent: number): Lexeme {
  const inner = commas(items);
  const flat = code`${spaces(indent)}${head}[${inner}]${tail}`;
  if (inner.width <= ARRAY_WIDTH && flat.width <= MARGIN) return flat;
  const areShort = items.every(({ width }) => width <= SHORT_ITEM);
  const broken = areShort ? fill(items, indent + 4) : items.map((item) => code`${spaces(indent + 4)}${item},`);
  return lines([code`${spaces(indent)}${head}[`, ...broken, code`${spaces(indent)}]${tail}`]);
}
