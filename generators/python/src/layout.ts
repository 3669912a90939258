/** What the formatter makes of some text for lines of some width; throws where it cannot read the text. */
export type FormatText = (text: string, width: number) => string;

/**
 * A module whose lines are right but for width, the choice of quotes and the empty lines around its classes and functions. Null
 * where a statement that is too wide cannot be read without what is around it.
 */
export function laidOut(text: string, width: number, format: FormatText): string | null {
  const lines = text.trimEnd().split('\n');
  const out: string[] = [];
  const known = new Map<string, string[]>();
  /** The lines whose last bracket is open, outermost first, and how much was printed before the first of them. */
  let open: number[] = [];
  let printed = 0;
  let inDefinition = false;
  let isDecorated = false;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const indent = indentOf(line);
    const first = line[indent] ?? '';
    const closes = first === ')' || first === ']' || first === '}';
    if (indent === 0 && first !== '' && !closes) {
      const defines = /^(?:@|class |(?:async )?def )/.test(line);
      if ((defines || inDefinition) && !isDecorated) separate(out);
      inDefinition = defines;
      isDecorated = line.startsWith('@');
    }
    if (open.length === 0) printed = out.length;
    const start = open[0] ?? at;
    if (closes) open.pop();
    if (line.startsWith(QUOTES, first === 'r' ? indent + 1 : indent)) {
      const end = endOfDoc(lines, at);
      for (; at < end; at += 1) out.push(lines[at] ?? '');
      out.push(lines[end] ?? '');
      continue;
    }
    if (closes && OPENS.test(out.at(-1) ?? '')) {
      // Brackets around nothing.
      out.push(`${out.pop()}${line.trimStart()}`);
    } else if (first === '#' || (line.length <= width && !line.includes('\\"'))) {
      out.push(line);
    } else {
      const end = endOfStatement(lines, start);
      const statement = formatted(lines.slice(start, end + 1), width, format, known);
      if (!statement) return null;
      out.length = printed;
      out.push(...statement);
      at = end;
      open = [];
      continue;
    }
    if (first !== '#' && OPENS.test(line)) open.push(at);
  }
  return `${out.join('\n')}\n`;
}

/** Two empty lines at the end. */
function separate(out: string[]): void {
  while (out.at(-1) === '') out.pop();
  if (out.length > 0) out.push('', '');
}

const QUOTES = '"""';
const OPENS = /[([{]$/;

/** The last line of the documentation that begins here. */
function endOfDoc(lines: readonly string[], at: number): number {
  const line = lines[at] ?? '';
  if (line.endsWith(QUOTES) && line.indexOf(QUOTES) !== line.lastIndexOf(QUOTES)) return at;
  let end = at + 1;
  while (end < lines.length - 1 && !lines[end]?.endsWith(QUOTES)) end += 1;
  return end;
}

function indentOf(line: string): number {
  let indent = 0;
  while (line[indent] === ' ') indent += 1;
  return indent;
}

/** The last line of the statement that begins here. */
function endOfStatement(lines: readonly string[], start: number): number {
  let end = start;
  for (let depth = depthOf(lines[end]); depth > 0 && end < lines.length - 1; depth += depthOf(lines[end])) end += 1;
  return end;
}

/** How many more brackets a line opens than it closes. */
function depthOf(line = ''): number {
  const bare = line.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '');
  return (bare.match(/[([{]/g)?.length ?? 0) - (bare.match(/[)\]}]/g)?.length ?? 0);
}

/** Formatted for the width its indentation leaves; the same statement is formatted once. */
function formatted(
  lines: readonly string[],
  width: number,
  format: FormatText,
  known: Map<string, string[]>,
): string[] | null {
  const indent = indentOf(lines[0] ?? '');
  const header = lines.at(-1)?.endsWith(':') ?? false;
  const text = `${lines.map((line) => line.slice(indent)).join('\n')}\n${header ? '    pass\n' : ''}`;
  const key = `${indent} ${text}`;
  const before = known.get(key);
  if (before) return before;
  try {
    const made = format(text, width - indent)
      .trimEnd()
      .split('\n');
    if (header) made.pop();
    const result = made.map((line) => (line === '' ? line : `${' '.repeat(indent)}${line}`));
    known.set(key, result);
    return result;
  } catch {
    return null;
  }
}
