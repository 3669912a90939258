import { prose, wrap } from '@sdkgen/codegen';

/**
 * Prose as Markdown that rustdoc and clippy take without a word: fences are text and always closed, nothing is a link, HTML or
 * indented code by accident, and lines that continue a list item are indented like it.
 */
export function rustdoc(paragraphs: readonly string[], width: number): string[] {
  const blocks = paragraphs.map((text) => prose(text.toWellFormed())).filter(Boolean);
  return blocks.flatMap((text, index) => [...(index > 0 ? [''] : []), ...block(text, width)]);
}

const FENCE = /^\s*(?:```|~~~)/;
const ITEM = /^(?:[-*+]|\d{1,9}[.)])\s+/;

function block(text: string, width: number): string[] {
  const lines: string[] = [];
  let fenced = false;
  let hang = 0;
  for (const line of text.replaceAll('\t', '    ').split('\n')) {
    if (FENCE.test(line)) {
      lines.push(fenced ? '```' : '```text');
      fenced = !fenced;
      hang = 0;
    } else if (fenced) lines.push(line);
    else {
      const trimmed = line.trim();
      const marker = ITEM.exec(trimmed)?.[0] ?? '';
      if (marker || !trimmed || trimmed.startsWith('#') || trimmed.startsWith('|')) hang = marker.length;
      lines.push(...wrapped(trimmed.slice(marker.length), width - hang, marker, ' '.repeat(hang)));
    }
  }
  return fenced ? [...lines, '```'] : lines;
}

/** One line of prose as lines of the width: the first after its marker, the others hanging below it. */
function wrapped(text: string, width: number, marker: string, hang: string): string[] {
  return wrap(neutral(text), width).map((line, index) =>
    index === 0 ? (marker || hang) + line : hang + line.replace(/^([-*+#>|]|\d{1,9}(?=[.)]))/, accident),
  );
}

/** What only looks like a marker because the line broke there. */
function accident(mark: string): string {
  return /\d/.test(mark) ? `${mark}\\` : `\\${mark}`;
}

// Three backticks never delimit a span: wrapped to the start of a line they would open a fence, and rustdoc would run it.
const CODE_OR_URL =
  /(?<!`)(`{1,2})(?!`)(?:(?!\1).)+?\1(?!`)|https?:\/\/[^\s<>"'`()[\]{}\\^|]*[^\s<>"'`()[\]{}\\^|.,;:!?]/g;

/** Markdown without links and HTML: code spans stay, addresses become links of their own, the rest is escaped. */
function neutral(text: string): string {
  let result = '';
  let at = 0;
  for (const match of text.matchAll(CODE_OR_URL)) {
    result += plain(text.slice(at, match.index));
    result += match[0].startsWith('`') ? match[0] : `<${match[0]}>`;
    at = match.index + match[0].length;
  }
  return result + plain(text.slice(at));
}

function plain(text: string): string {
  return text.replaceAll(/[[\]<>`\\]|~(?=~~)|(?<=~~)~|(?<=~)~(?=~)/g, '\\$&');
}
