import { Lexeme, prose, wrap } from '@sdkgen/codegen';
import type { Json } from '@sdkgen/ir';

/** The only maker of lexemes for Go: each function escapes for one context, so that no text can break out of it. */

/** An identifier the naming stage made; anything else is a bug of ours, never printed. */
export function identifier(text: string): Lexeme {
  if (!/^[\p{L}_][\p{L}\p{Nd}_]*$/u.test(text)) throw new Error(`not a Go identifier: ${JSON.stringify(text)}`);
  return Lexeme.escaped(text);
}

/** A selector such as `vsdb.Entity`, or the name alone without a package. */
export function qualified(packageName: string | null, name: string): Lexeme {
  return packageName === null ? identifier(name) : Lexeme.escaped(`${identifier(packageName)}.${identifier(name)}`);
}

/** Characters that end a literal, may not stand in Go source, or would make it read as what it is not. */
const HIDDEN = /["\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Co}\p{Cn}]/gu;

/** An interpreted string literal. */
export function stringLiteral(text: string): Lexeme {
  return Lexeme.escaped(`"${text.toWellFormed().replaceAll(HIDDEN, escapeCharacter)}"`);
}

function escapeCharacter(character: string): string {
  if (character === '"' || character === '\\') return `\\${character}`;
  if (character === '\n') return '\\n';
  const point = character.codePointAt(0) ?? 0;
  const hex = point.toString(16);
  return point > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

/** A line of text right above a list: gofmt parts the two, but some only when it is run once more. */
const TEXT_BEFORE_LIST = /^(?!\s|[-*+•]\s|\d+[.)]\s).+\n(?=(?:[-*+•]|\d+[.)])\s)/gm;

/** Paragraphs as a doc comment; gofmt lays it out. Empty without text. */
export function docComment(paragraphs: readonly string[], width = 116): Lexeme {
  const lines = paragraphs
    .filter(Boolean)
    .flatMap((text, index) => [...(index > 0 ? [''] : []), ...wrap(text.replaceAll(TEXT_BEFORE_LIST, '$&\n'), width)]);
  return Lexeme.escaped(withVerb(lines).map(commentLine).join('\n'));
}

/** The linter wants what a name is said to do on its line, however long the name. */
function withVerb(lines: readonly string[]): readonly string[] {
  const [name = '', text = '', ...rest] = lines;
  if (text === '' || name.includes(' ')) return lines;
  const [verb = '', ...words] = text.split(' ');
  return [`${name} ${verb}`, ...(words.length > 0 ? [words.join(' ')] : []), ...rest];
}

/** A comment on one line. */
export function lineComment(text: string): Lexeme {
  return Lexeme.escaped(commentLine(prose(text).replaceAll(/\s+/g, ' ')));
}

/** `// +build` before the package clause was once an instruction, and go vet still takes it for one wherever it stands. */
function commentLine(line: string): string {
  return `// ${line.replaceAll('+build', '+ build')}`.trimEnd();
}

/** A module path, which go.mod takes bare. */
export function modulePath(text: string): Lexeme {
  if (!/^[A-Za-z0-9][\w.~-]*(?:\/[\w.~-]+)*$/.test(text))
    throw new Error(`not a Go module path: ${JSON.stringify(text)}`);
  return Lexeme.escaped(text);
}

/** A version as go.mod has it, after its v. */
export function semver(text: string): Lexeme {
  if (!/^\d+\.\d+\.\d+(?:-[\w.-]+)?(?:\+[\w.-]+)?$/.test(text))
    throw new Error(`not a semantic version: ${JSON.stringify(text)}`);
  return Lexeme.escaped(text);
}

/** An import of one of our own or the standard library's packages. */
export function importSpec(path: string): Lexeme {
  return Lexeme.escaped(`"${modulePath(path)}"`);
}

/** The same under the package's name, where the path does not end in it. */
export function namedImport(path: string, name: string): Lexeme {
  return path.endsWith(`/${name}`) ? importSpec(path) : Lexeme.escaped(`${identifier(name)} ${importSpec(path)}`);
}

/** A JSON value as a string literal of its text. */
export function jsonLiteral(value: Json): Lexeme {
  return stringLiteral(JSON.stringify(value));
}

export function numberLiteral(value: number): Lexeme {
  if (!Number.isFinite(value)) throw new Error(`not a number literal: ${value}`);
  return Lexeme.escaped(String(value).replace('e+', 'e'));
}

/** Seconds as a Go duration, in the largest unit that divides it. */
export function durationLiteral(seconds: number): Lexeme {
  const millis = Math.round(seconds * 1000);
  return Lexeme.escaped(millis % 1000 === 0 ? `${millis / 1000} * time.Second` : `${millis} * time.Millisecond`);
}

/** The name of an HTTP header the way net/http keys it. */
export function headerLiteral(name: string): Lexeme {
  return stringLiteral(name.toLowerCase().replaceAll(/(?:^|-)\w/g, (first) => first.toUpperCase()));
}
