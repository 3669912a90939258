import { code, Lexeme } from '@sdkgen/codegen';
import { bracketed, WIDTH } from '../layout.ts';

/** What a codec is called, and the types it stands between. */
export interface Head {
  readonly name: Lexeme;
  readonly types: readonly Lexeme[];
}

/** Lines that begin with `open`, `indent` columns in; they are printed without that indentation. */
export type Layout = (open: Lexeme, indent: number) => Lexeme[];

/** `export const name: Codec<types> = call…`, broken where the formatter would; `call` is all the first line must have room for. */
export function assigned({ name, types }: Head, call: Lexeme, value: Layout): Lexeme[] {
  const left = code`export const ${name}: Codec<${Lexeme.join(types, ', ')}> =`;
  const right = code`/* @__PURE__ */ ${call}`;
  if (left.width + 1 + right.width <= WIDTH) return value(code`${left} ${right}`, 0);
  if (types.length === 1 || left.width <= WIDTH) return [left, ...indented(value(right, 2))];
  const lines = types.map((type, at) => code`  ${type}${at < types.length - 1 ? code`,` : code``}`);
  return [code`export const ${name}: Codec<`, ...lines, ...value(code`> = ${right}`, 0)];
}

/** A member of a table, printed for where it stands. */
export type Member = (indent: number) => Lexeme[];

/** A call whose last argument is a function that returns a table: beside the others where they fit, else below. */
export function table(before: readonly Lexeme[], members: readonly Member[]): Layout {
  return (open, indent) => {
    const flat = code`${open}${Lexeme.join([...before, code`() => ({`], ', ')}`;
    const printed = (at: number): Lexeme[] => indented(members.flatMap((member) => member(at)));
    if (members.length === 0) return [code`${flat}}));`];
    if (indent + flat.width <= WIDTH) return [flat, ...printed(indent + 2), code`}));`];
    const below = [...before.map((one) => code`${one},`), code`() => ({`, ...printed(indent + 4), code`}),`];
    return [open, ...indented(below), code`);`];
  };
}

/** A call with a function that returns one codec. */
export function lazily(codec: Lexeme): Layout {
  return (open, indent) => {
    const flat = code`${open}() => ${codec});`;
    const opened = code`${open}() =>`;
    if (indent + flat.width <= WIDTH) return [flat];
    // A call stays with its arrow, a name does not.
    if (`${codec}`.endsWith(')') && indent + opened.width <= WIDTH) return [opened, code`  ${codec},`, code`);`];
    return [open, code`  () => ${codec},`, code`);`];
  };
}

/** A call with a function that returns a list. */
export function listed(items: readonly Lexeme[]): Layout {
  return (open, indent) => bracketed(code`${open}() => [`, items, code`]);`, indent);
}

function indented(lines: readonly Lexeme[]): Lexeme[] {
  return lines.map((line) => code`  ${line}`);
}
