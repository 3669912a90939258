/** Nothing to fold and nothing to drop: most text by far. */
const PLAIN = /^[\n -~]*$/;

/**
 * Prose of a document, normalised once for every target: trimmed, line ends folded, control and bidirectional-override
 * characters dropped (they can make code read as what it is not).
 */
export function prose(text: string): string {
  const visible = PLAIN.test(text)
    ? text
    : text.replaceAll(/\r\n?|\u2028|\u2029/g, '\n').replaceAll(/(?![\t\n])[\p{Cc}\p{Cf}]/gu, '');
  if (!visible.includes('\n')) return visible.trim();
  return visible
    .replaceAll(/[ \t]+$/gm, '')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

/** Breaks prose into lines no longer than a width. Indented and fenced lines, lists and tables keep their own breaks. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let fenced = false;
  for (const line of prose(text).split('\n')) {
    if (line.startsWith('```')) fenced = !fenced;
    if (fenced || line.startsWith('    ') || line.startsWith('|') || line.length <= width) lines.push(line);
    else lines.push(...wrapLine(line, width));
  }
  return lines;
}

function wrapLine(line: string, width: number): string[] {
  const hang = ' '.repeat(/^\s*(?:[-*]|\d+\.)\s+/.exec(line)?.[0].length ?? 0);
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current && current.length + 1 + word.length > width) {
      lines.push(current);
      current = hang + word;
    } else current = current ? `${current} ${word}` : word;
  }
  return [...lines, current];
}

/** The first sentence, for summaries where only one line fits. */
export function firstSentence(text: string): string {
  const paragraph = prose(text).split('\n\n')[0]?.replaceAll('\n', ' ') ?? '';
  return /^.*?[.!?](?=\s|$)/.exec(paragraph)?.[0] ?? paragraph;
}
