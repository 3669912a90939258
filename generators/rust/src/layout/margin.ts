import { code, Lexeme } from '@sdkgen/codegen';

/** rustfmt's widths and the small pieces all layouts are made of. */
export const MARGIN = 100;

export const NEWLINE = Lexeme.escaped('\n');
export const COMMA = Lexeme.escaped(',');
export const NOTHING = Lexeme.escaped('');

export const spaces = (count: number): Lexeme => Lexeme.escaped(' '.repeat(count));
export const lines = (parts: readonly Lexeme[]): Lexeme => Lexeme.join(parts, '\n');
export const commas = (parts: readonly Lexeme[]): Lexeme => Lexeme.join(parts, ', ');

/** Items side by side in rows. */
export function fill(items: readonly Lexeme[], indent: number): Lexeme[] {
  const rows: Lexeme[][] = [];
  let width = MARGIN;
  for (const item of items) {
    if (width + item.width + 2 > MARGIN - 1) {
      rows.push([]);
      width = indent - 1;
    }
    rows.at(-1)?.push(item);
    width += item.width + 2;
  }
  return rows.map((row) => code`${spaces(indent)}${commas(row)},`);
}
