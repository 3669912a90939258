import type { Snippet } from '@sdkgen/codegen';

export interface FencedSnippet extends Snippet {
  /** The fence's tag: `python`, `rust`, `javascript`, … */
  readonly fence: string;
}

const FENCE = /^```(\w*)$/;
const HEADING = /^(#{2,6}) (.+)$/;

/** Fenced code of a Markdown page, as printed, with the headings it stands under (the page's own title left out). */
export function snippets(markdown: string): FencedSnippet[] {
  const found: FencedSnippet[] = [];
  const headings: string[] = [];
  let open: { fence: string; lines: string[] } | null = null;
  for (const line of markdown.split('\n')) {
    const fence = FENCE.exec(line);
    if (open && line === '```') {
      found.push({ section: headings.join(' / '), fence: open.fence, text: `${open.lines.join('\n')}\n` });
      open = null;
    } else if (open) open.lines.push(line);
    else if (fence) open = { fence: fence[1] ?? '', lines: [] };
    else enterHeading(headings, line);
  }
  if (open) throw new Error(`a fence is never closed under ${headings.join(' / ')}`);
  return found;
}

function enterHeading(headings: string[], line: string): void {
  const [, marks, title] = HEADING.exec(line) ?? [];
  if (marks && title) headings.splice(marks.length - 2, Number.POSITIVE_INFINITY, title);
}
