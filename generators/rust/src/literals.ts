import { Lexeme, prose } from '@sdkgen/codegen';
import { rustdoc } from './rustdoc.ts';

/** The only maker of lexemes for Rust: each function escapes for one context, so that no text can break out of it. */

/** An identifier the naming stage made; anything else is a bug of ours, never printed. */
export function identifier(text: string): Lexeme {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(text) || text === '_')
    throw new Error(`not a Rust identifier: ${JSON.stringify(text)}`);
  return Lexeme.escaped(text);
}

/** A string literal. What is not printable ASCII is escaped: widths stay known and nothing reads as what it is not. */
export function stringLiteral(text: string): Lexeme {
  const escaped = [...text.toWellFormed()].map(escapeCharacter).join('');
  return Lexeme.escaped(`"${escaped}"`);
}

function escapeCharacter(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  if (/^[ -~]$/.test(character)) return character;
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

/** An integer that 64 bits can hold; long ones in groups. */
export function integerLiteral(value: number | bigint): Lexeme {
  const digits = BigInt(value).toString();
  return Lexeme.escaped(digits.length < 6 ? digits : digits.replaceAll(/\B(?=(?:\d{3})+$)/g, '_'));
}

export function floatLiteral(value: number): Lexeme {
  if (!Number.isFinite(value)) throw new Error(`no float literal for ${value}`);
  return Lexeme.escaped(Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toFixed(1) : String(value));
}

export function booleanLiteral(value: boolean): Lexeme {
  return Lexeme.escaped(String(value));
}

/** Paragraphs as documentation of the item below, `///` on every line. */
export function docComment(paragraphs: readonly string[], indent = 0): Lexeme {
  return comment('///', paragraphs, indent);
}

/** An example below other documentation: it is compiled, and never run. Its first and last lines are no reader's business. */
export function exampleComment(
  { imports, code, client }: { readonly imports: Lexeme; readonly code: Lexeme; readonly client: Lexeme },
  indent: number,
): Lexeme {
  const lines = [
    '',
    '# Example',
    '',
    '```no_run',
    ...(imports.width > 0 ? [...`${imports}`.split('\n'), ''] : []),
    `# async fn example(client: ${client}) -> Result<(), Box<dyn std::error::Error>> {`,
    ...`${code}`.split('\n'),
    '# Ok(())',
    '# }',
    '```',
  ];
  return Lexeme.escaped(lines.map((line) => `${' '.repeat(indent)}/// ${line}`.trimEnd()).join('\n'));
}

/** Paragraphs as documentation of the file or crate they stand in. */
export function innerDoc(paragraphs: readonly string[]): Lexeme {
  return comment('//!', paragraphs, 0);
}

/** Plain comment lines. */
export function lineComment(lines: readonly string[]): Lexeme {
  return Lexeme.escaped(lines.map((line) => `// ${oneLine(line)}`.trimEnd()).join('\n'));
}

const MARGIN = 100;

function comment(mark: string, paragraphs: readonly string[], indent: number): Lexeme {
  const width = MARGIN - indent - mark.length - 1;
  const lines = rustdoc(paragraphs, width).map((line) => `${' '.repeat(indent)}${mark} ${line}`.trimEnd());
  return Lexeme.escaped(lines.join('\n'));
}

/** A basic TOML string. */
export function tomlString(text: string): Lexeme {
  return Lexeme.escaped(JSON.stringify(oneLine(text)).replaceAll('\u007f', '\\u007f'));
}

/** A part of source that was made of lexemes, for layouts that take it apart. */
export function sourceOf(text: string): Lexeme {
  return Lexeme.escaped(text);
}

/** The same lines with fewer spaces before them. */
export function outdented(text: Lexeme, by: number): Lexeme {
  return Lexeme.escaped(`${text}`.replaceAll(new RegExp(`^ {${by}}`, 'gm'), ''));
}

/** Comment lines of a TOML file. */
export function tomlComment(lines: readonly string[]): Lexeme {
  return Lexeme.escaped(lines.map((line) => `# ${oneLine(line)}`.trimEnd()).join('\n'));
}

/** A crate's name, which Cargo.toml and paths take bare. */
export function crateName(text: string): Lexeme {
  if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(text)) throw new Error(`not a crate name: ${JSON.stringify(text)}`);
  return Lexeme.escaped(text);
}

function oneLine(text: string): string {
  return prose(text.toWellFormed()).replaceAll(/\s+/g, ' ');
}
