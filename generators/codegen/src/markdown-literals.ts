import { Lexeme } from './lexeme.ts';
import { prose } from './markdown.ts';

/** Document text as Markdown prose on one line: no markup, link or HTML of its own survives. */
export function markdownText(text: string): Lexeme {
  return Lexeme.escaped(oneLine(text).replaceAll(/[\\*_{}[\]<>#|!&]/g, '\\$&'));
}

/** Document text as an inline code span, fenced by more backticks than it contains. */
export function markdownCode(text: string): Lexeme {
  const line = oneLine(text).replaceAll('|', '\\|');
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return Lexeme.escaped(`${fence}${pad}${line}${pad}${fence}`);
}

/** Markdown of our own over several lines, in which only code spans are taken as they stand: no HTML survives. */
export function markdownBlock(text: string): Lexeme {
  const parts = text.trim().split(/(`+[^`\n]*`+)/);
  return Lexeme.escaped(parts.map((part, n) => (n % 2 === 1 ? part : part.replaceAll(/[<&]/g, '\\$&'))).join(''));
}

/** A number of ours, as text. */
export function numeral(value: number): Lexeme {
  return Lexeme.escaped(String(value));
}

function oneLine(text: string): string {
  return prose(text).replaceAll(/\s+/g, ' ');
}
