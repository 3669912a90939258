import { encodedPath, Lexeme, prose, wrap } from '@sdkgen/codegen';
import type { Json } from '@sdkgen/ir';

/** What may not stand raw in a string: controls, line separators, half surrogates, and what reorders text on screen. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The formatter's choice: single quotes, unless double ones need fewer escapes. */
export function string(text: string): Lexeme {
  const count = (quote: string) => text.split(quote).length;
  const quote = count("'") > count('"') ? '"' : "'";
  const body = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`).replaceAll(HIDDEN, unicodeEscape);
  return Lexeme.escaped(quote + body + quote);
}

/** UTF-16 units, so that a half surrogate has an escape, too. */
function unicodeEscape(text: string): string {
  return text
    .split('')
    .map((unit) => (unit === '\n' ? '\\n' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`))
    .join('');
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A name that a scope has already made valid; anything else is a bug here, and stops. */
export function identifier(text: string): Lexeme {
  if (!IDENTIFIER.test(text)) throw new Error(`${JSON.stringify(text)} is not an identifier`);
  return Lexeme.escaped(text);
}

/** A member's name in an object literal or interface: quoted only where it must be. `__proto__:` would set the prototype. */
export function propertyKey(text: string): Lexeme {
  if (text === '__proto__') return Lexeme.escaped(`['__proto__']`);
  return IDENTIFIER.test(text) ? Lexeme.escaped(text) : string(text);
}

/** `.name` where that is possible, else `['name']`. */
export function memberAccess(text: string): Lexeme {
  return IDENTIFIER.test(text) ? Lexeme.escaped(`.${text}`) : Lexeme.escaped(`[${string(text)}]`);
}

export function number(value: number): Lexeme {
  if (!Number.isFinite(value)) throw new Error(`${value} has no literal`);
  return Lexeme.escaped(String(value));
}

export function boolean(value: boolean): Lexeme {
  return Lexeme.escaped(String(value));
}

/** A scalar of the document as a literal, which is also its literal type. */
export function scalar(value: string | number | boolean | null): Lexeme {
  if (typeof value === 'string') return string(value);
  return typeof value === 'number' ? number(value) : Lexeme.escaped(String(value));
}

/** Text of a URL's path inside a template literal: percent-encoded, which leaves nothing that could end it. */
export function pathText(text: string): Lexeme {
  return Lexeme.escaped(encodedPath(text));
}

/** Lines of a documentation comment, each already with its asterisk, code below the text. None for no text. */
export function doc(paragraphs: readonly string[], indent = 0, example: Lexeme | null = null): Lexeme[] {
  const width = 117 - indent;
  const lines = paragraphs
    .map((paragraph) => prose(paragraph))
    .filter(Boolean)
    .flatMap((paragraph, at) => [...(at > 0 && !paragraph.startsWith('@') ? [''] : []), ...wrap(paragraph, width)]);
  const [only] = lines;
  if (only === undefined) return [];
  if (example) lines.push('@example', '```ts', ...`${example}`.split('\n'), '```');
  if (lines.length === 1 && only.length + 4 <= width) return [Lexeme.escaped(`/** ${comment(only)} */`)];
  return ['/**', ...lines.map((line) => (line ? ` * ${comment(line)}` : ' *')), ' */'].map(Lexeme.escaped);
}

/** One tag with its text; tags of ours are the only ones. */
export function tag(name: 'param' | 'returns' | 'throws' | 'deprecated' | 'defaultValue', text: string): string {
  return `@${name} ${text}`;
}

function comment(line: string): string {
  return line.replaceAll('*/', '*\\/').replaceAll(HIDDEN, '').trimEnd();
}

/** Text as one line of a `//` comment. */
export function lineComment(text: string): Lexeme {
  return Lexeme.escaped(`// ${prose(text).replaceAll(/\s+/g, ' ')}`);
}

/** A JSON value in a JSON file. */
export function json(value: Json): Lexeme {
  return Lexeme.escaped(JSON.stringify(value));
}

/** A package's name on a command line. */
export function packageSpec(name: string): Lexeme {
  if (!/^(?:@[\w.~-]+\/)?[\w.~-]+$/.test(name)) throw new Error(`${JSON.stringify(name)} is not a package name`);
  return Lexeme.escaped(name);
}
