import { code, Lexeme } from '@sdkgen/codegen';
import { identifier, outdented } from '../literals.ts';
import { commas, fill, lines, MARGIN, NOTHING } from './margin.ts';

/** What rustfmt keeps free at the end of imports. */
const USE_MARGIN = 98;

/** `use path::{A, B};`, its names sorted and filled as rustfmt does where it stands so far to the right. */
export function useOf(path: string, names: readonly string[], visibility: Lexeme = NOTHING, indent = 0): Lexeme {
  const sorted = [...new Set(names)].sort(byRustfmt).map(identifier);
  const head = Lexeme.join(path.split('::').map(identifier), '::');
  if (sorted.length === 0) return NOTHING;
  if (sorted.length === 1) return code`${visibility}use ${head}::${sorted[0] ?? NOTHING};`;
  const flat = code`${visibility}use ${head}::{${commas(sorted)}};`;
  if (indent + flat.width <= USE_MARGIN) return flat;
  const single = code`    ${commas(sorted)},`;
  const rows =
    indent + single.width <= MARGIN ? [single] : fill(sorted, indent + 4).map((row) => outdented(row, indent));
  return lines([code`${visibility}use ${head}::{`, ...rows, Lexeme.escaped('};')]);
}

/** rustfmt's order of imports: functions and macros, then types, then constants; by bytes within. */
export function byRustfmt(one: string, two: string): number {
  return rank(one) - rank(two) || (one < two ? -1 : one > two ? 1 : 0);
}

function rank(name: string): number {
  if (/^[A-Z_0-9]+$/.test(name)) return 2;
  return /^[A-Z]/.test(name) ? 1 : 0;
}
