import { code, Lexeme } from '@sdkgen/codegen';
import type { Json } from '@sdkgen/ir';

/** The only maker of lexemes of this target: each function is for one context, and nothing gets out of that context. */

const IDENTIFIER = /^[\p{XID_Start}_]\p{XID_Continue}*$/u;

/** A name that `names.ts` has already made valid and free. */
export function identifier(name: string): Lexeme {
  if (!IDENTIFIER.test(name)) throw new Error(`not an identifier: ${JSON.stringify(name)}`);
  return Lexeme.escaped(name);
}

/** Names joined by dots, as in imports. */
export function dotted(name: string): Lexeme {
  return Lexeme.join(name.split('.').map(identifier), '.');
}

/** The name of a module of the same package: dots, then names. */
export function relative(module: string): Lexeme {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  return Lexeme.join([Lexeme.escaped(dots), ...(rest ? [dotted(rest)] : [])], '');
}

const STRING_ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};
/** What must not stand in source: controls, invisible and direction-changing characters, line separators, lone surrogates. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}\u0085]/u;

/** Printable, and nothing to escape: most text by far. */
const PLAIN = /^[ !#-[\]-~]*$/;

/** A string literal in double quotes, or in single ones where ruff has those because less is escaped then. */
export function stringLiteral(text: string): Lexeme {
  if (PLAIN.test(text)) return Lexeme.escaped(`"${text}"`);
  const occurrences = (quote: string): number => text.split(quote).length;
  // Three double quotes would end a docstring that shows this in an example.
  const isSingle = occurrences('"') > occurrences("'") && !text.includes('"""');
  return quoted(text, isSingle ? "'" : '"');
}

function quoted(text: string, quote: string): Lexeme {
  const escaped = [...text].map((character) => {
    if (character === quote) return `\\${quote}`;
    return STRING_ESCAPES[character] ?? (HIDDEN.test(character) ? coded(character) : character);
  });
  return Lexeme.escaped(`${quote}${escaped.join('')}${quote}`);
}

/** Octets that are text of ASCII. */
export function bytesLiteral(text: string): Lexeme {
  return Lexeme.escaped(`b${stringLiteral(text)}`);
}

function coded(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return point > 0xffff ? `\\U${point.toString(16).padStart(8, '0')}` : `\\u${point.toString(16).padStart(4, '0')}`;
}

export function numberLiteral(value: number): Lexeme {
  if (!Number.isFinite(value)) throw new Error(`not a number literal: ${value}`);
  return Lexeme.escaped(Number.isInteger(value) && Math.abs(value) < 1e21 ? String(BigInt(value)) : String(value));
}

/** A literal of a JSON scalar. */
export function scalarLiteral(value: string | number | boolean | null): Lexeme {
  if (value === null) return Lexeme.escaped('None');
  if (typeof value === 'boolean') return Lexeme.escaped(value ? 'True' : 'False');
  return typeof value === 'number' ? numberLiteral(value) : stringLiteral(value);
}

/** A JSON value as an expression. */
export function valueLiteral(value: Json): Lexeme {
  if (typeof value === 'number') return numberLiteral(value);
  if (value === null || typeof value !== 'object') return scalarLiteral(value);
  if (Array.isArray(value)) return code`[${Lexeme.join(value.map(valueLiteral), ', ')}]`;
  const members = Object.entries(value).map(([key, member]) => code`${stringLiteral(key)}: ${valueLiteral(member)}`);
  return code`{${Lexeme.join(members, ', ')}}`;
}

/** A tuple of expressions. */
export function tuple(parts: readonly Lexeme[]): Lexeme {
  return parts.length === 1 ? code`(${parts[0] ?? code``},)` : code`(${Lexeme.join(parts, ', ')})`;
}

/** A docstring at an indent. Text with a backslash makes it a raw one, so that it reads as it is written. */
export function docstring(lines: readonly string[], indent: number): Lexeme {
  const safe = lines.map(visible);
  while (safe.length > 1 && safe.at(-1) === '') safe.pop();
  const raw = safe.some((line) => line.includes('\\')) ? 'r' : '';
  const margin = ' '.repeat(indent);
  const text = safe.map((line) => line.replaceAll('"""', '\\"\\"\\"'));
  const body = text.map((line, index) => (index === 0 || line === '' ? line : margin + line)).join('\n');
  // A quote or backslash before the closing quotes would belong to them.
  const end = text.length > 1 ? `\n${margin}` : /["\\]$/.test(body) ? ' ' : '';
  return Lexeme.escaped(`${raw}"""${body}${end}"""`);
}

/** A line comment: what could end it is gone. */
export function comment(text: string): Lexeme {
  return Lexeme.escaped(`# ${visible(text)}`);
}

/** A string of TOML, whose escapes are those of Python here. */
export function tomlString(text: string): Lexeme {
  return quoted(text.toWellFormed(), '"');
}

/** One line of prose without what could end the line or hide in it. */
function visible(line: string): string {
  if (PLAIN.test(line)) return line.trimEnd();
  return [...line.replaceAll(/[\r\n\t\u2028\u2029]/g, ' ')]
    .filter((character) => !HIDDEN.test(character))
    .join('')
    .trimEnd();
}
