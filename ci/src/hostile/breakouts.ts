import { parse as parseToml } from 'smol-toml';
import { CANARY } from './payloads.ts';
import { type Comment, syntaxOf } from './syntax.ts';

export interface Breakout {
  readonly path: string;
  readonly what: string;
}

/** Where a file does not parse, or holds the payload as something other than text. */
export async function breakoutsOf(path: string, text: string): Promise<Breakout[]> {
  const found = (what: string): Breakout => ({ path, what });
  if (path.includes(CANARY)) return [found('the payload is part of a file name')];
  if (path.endsWith('.json')) return attempt(() => JSON.parse(text)).map(found);
  if (path.endsWith('.toml')) return attempt(() => keysHold(parseToml(text))).map(found);
  if (path.endsWith('.md')) return markdown(text).map(found);
  if (path.endsWith('.mod')) return text.includes(CANARY) ? [found('the payload is in a module file')] : [];
  const syntax = await syntaxOf(path, text);
  if (!syntax) return [];
  return [
    ...syntax.errors.map((where) => found(`does not parse, ${where}`)),
    ...syntax.code.filter((leaf) => leaf.text.includes(CANARY)).map(({ line }) => found(`code at line ${line}`)),
    ...syntax.comments.filter(isDirective).map(({ line }) => found(`a directive at line ${line}`)),
    ...(path.endsWith('.rs') ? doctests(syntax.comments) : []).map((line) => found(`a doctest at line ${line}`)),
  ];
}

function attempt(parse: () => unknown): string[] {
  try {
    const what = parse();
    return typeof what === 'string' ? [what] : [];
  } catch (error) {
    return [`does not parse, ${error instanceof Error ? error.message.split('\n')[0] : error}`];
  }
}

/** A table or key named by the payload is structure it made; values are only data. */
function keysHold(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = key.includes(CANARY) ? `the payload is the key ${JSON.stringify(key)}` : keysHold(inner);
    if (found) return found;
  }
  return null;
}

/** Markup that pages of registries would take as theirs. Code spans and fences show text as it is. */
function markdown(text: string): string[] {
  const prose = text
    .replace(/^(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1`*~*[ \t]*$/gm, '')
    .replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
  const live = /(?<!\\)<script|(?<!\\)\]\(javascript:/i.exec(prose);
  return live ? [`live markup ${JSON.stringify(prose.slice(live.index, live.index + 60))}`] : [];
}

/** Comments that tools obey: they begin in their own way, mostly at the line's start. */
function isDirective({ text, column }: Comment): boolean {
  const obeyed =
    column === 0
      ? /^\/\/(go:|line |export |extern )|^\/\/\/\s*<(reference|amd)|^\/\/[#@]\s|^\/\/\s*@ts-|^#\s*-\*-/
      : /^\/\/\s*@ts-|^\/\/\s*eslint-|^#\s*type:/;
  return text.split('\n').some((line) => line.includes(CANARY) && obeyed.test(line));
}

const RUST_DOC = /^\s*\/\/[/!] ?(.*)$/;

/** Lines of the payload that rustdoc would compile and run: in a fence that does not say it is no Rust, or indented by four. */
function doctests(comments: readonly Comment[]): number[] {
  const found: number[] = [];
  let fence: { mark: string; runs: boolean } | null = null;
  let last = -1;
  // Indented text goes on with the paragraph before it; only after a blank line is it code.
  let isAfterBlank = true;
  for (const { text, line } of comments) {
    const doc = RUST_DOC.exec(text.trimEnd())?.[1];
    if (doc === undefined) continue;
    if (line !== last + 1) {
      fence = null;
      isAfterBlank = true;
    }
    last = line;
    const mark = /^(?:\s*(?:[-*+>]|\d+[.)])\s+)*\s{0,3}(`{3,}|~{3,})(.*)$/.exec(doc);
    if (fence && mark?.[1]?.startsWith(fence.mark) && mark[2]?.trim() === '') fence = null;
    else if (!fence && mark)
      fence = { mark: mark[1] ?? '', runs: !/\b(text|json|ignore|no_run|compile_fail)\b/.test(mark[2] ?? '') };
    else if (doc.includes(CANARY) && (fence ? fence.runs : isAfterBlank && /^(?: {4}|\t)/.test(doc))) found.push(line);
    isAfterBlank = doc.trim() === '';
  }
  return found;
}
