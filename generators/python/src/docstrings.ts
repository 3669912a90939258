import { argumentDocs, firstSentence, type Lexeme, type OperationDocs, prose, wrap } from '@sdkgen/codegen';
import type { Declaration, Docs, Property } from '@sdkgen/ir';
import { docstring } from './literals.ts';

/** Widest line of prose, its indent included. */
const WIDTH = 112;

export interface Described {
  readonly name: string;
  readonly text: string;
}

/** A docstring in Google's layout: a summary line, paragraphs, then named sections, the last of them code. */
export function documented(
  summary: string,
  paragraphs: readonly string[],
  sections: readonly { readonly title: string; readonly items: readonly Described[] }[],
  indent: number,
  example: readonly string[] = [],
): Lexeme {
  const lines = [capitalised(oneLine(summary).replace(/:$/, '.'))];
  for (const paragraph of paragraphs.filter(Boolean))
    lines.push('', ...asText(wrap(unsectioned(paragraph), WIDTH - indent)));
  for (const { title, items } of sections.filter(({ items }) => items.length > 0))
    lines.push('', `${title}:`, ...items.flatMap((item) => described(item, indent + 4)));
  if (example.length > 0)
    lines.push('', 'Example:', ...['```python', ...example, '```'].map((line) => (line === '' ? '' : `    ${line}`)));
  return docstring(lines, indent);
}

/** A line that is nothing but the name of a section would begin one, which the document did not mean. */
function unsectioned(text: string): string {
  return text.replaceAll(SECTION, '**$&**');
}

/** Code of the document's is none of ours: the formatter takes a fence without a language for Python. */
function asText(lines: readonly string[]): string[] {
  let isFenced = false;
  return lines.map((line) => {
    if (!FENCE.test(line)) return line;
    isFenced = !isFenced;
    return isFenced ? line.replace(PYTHON, '$1text') : line;
  });
}

const FENCE = /^\s*(?:`{3,}|~{3,})/;
const PYTHON = /^(\s*(?:`{3,}|~{3,}))\s*(?:python|py|python3|pycon)?\s*$/;

const SECTION = new RegExp(
  `(?<=^[ \\t]*)(?:${[
    ...['args', 'arguments', 'attention', 'attributes', 'caution', 'danger', 'error', 'examples?', 'hint', 'important'],
    ...['keyword arg(?:ument)?s', 'methods', 'notes?', 'references', 'raises', 'returns?', 'see also', 'tip', 'todo'],
    ...['warnings?', 'warns', 'yields?'],
  ].join('|')}):?(?=[ \\t]*$)`,
  'gim',
);

/** The linter wants a word at the beginning to look like one. */
function capitalised(text: string): string {
  return text.replace(/^[a-z](?=[A-Za-z]*(?:[\s.!?,;:]|$))/, (letter) => letter.toUpperCase());
}

/** An item of a section; with a name of nothing, only its text (as `Returns:` has it). */
function described({ name, text }: Described, indent: number): string[] {
  const line = name ? `${name}: ${oneLine(text)}` : oneLine(text);
  return wrap(line, WIDTH - indent - 4).map((part, index) => (index === 0 || !name ? '    ' : '        ') + part);
}

/** The docstring of a declared type. */
export function declarationDoc({ docs, name }: Declaration, indent: number, more: readonly string[] = []): Lexeme {
  const { summary, details } = split(docs, `The \`${name.wire}\` of the API.`);
  return documented(summary, [...details, ...more], [], indent);
}

/** The docstring below a field. */
export function fieldDoc(property: Property, indent: number, more: string): Lexeme {
  const text = [argumentDocs(property), more].filter(Boolean).join(' ');
  return docstring(wrap(oneLine(text) || `The member \`${property.name.wire}\`.`, WIDTH - indent), indent);
}

/** A docstring of one line. */
export function lineDoc(text: string, indent: number): Lexeme {
  return documented(text, [], [], indent);
}

export function operationDoc(
  docs: OperationDocs,
  args: readonly Described[],
  returns: string,
  raises: readonly Described[],
  indent: number,
  example: readonly string[] = [],
): Lexeme {
  return documented(
    docs.summary,
    [...docs.details, `\`${docs.route}\`. ${docs.retries}`],
    [
      { title: 'Args', items: args },
      { title: 'Returns', items: returns ? [{ name: '', text: returns }] : [] },
      { title: 'Raises', items: raises },
    ],
    indent,
    example,
  );
}

function split(docs: Docs, otherwise: string): { summary: string; details: string[] } {
  const summary = prose(docs.summary);
  const paragraphs = prose(docs.description).split('\n\n').filter(Boolean);
  if (summary) return { summary, details: paragraphs };
  const first = firstSentence(docs.description);
  if (!first) return { summary: otherwise, details: [] };
  const rest = paragraphs.join('\n\n').slice(first.length).trim();
  return { summary: first, details: rest.split('\n\n') };
}

/** Running text on one line, ended as a sentence. */
function oneLine(text: string): string {
  const line = prose(text).replaceAll(/\s+/g, ' ');
  return line === '' || /[.!?:]$/.test(line) ? line : `${line}.`;
}
