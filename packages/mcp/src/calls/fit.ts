import type { Arguments, Result, Tool } from '../tool.ts';
import { Refusal } from './refusal.ts';

export const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/**
 * Holds a result to the size an agent's context bears, by whole items. A page that is too large is asked for again, smaller, so that its
 * cursor stays right; a list that has no pages loses its tail, and says so.
 */
export async function fitting(
  tool: Tool,
  args: Arguments,
  most: number,
  ask: (args: Arguments) => Promise<Result>,
): Promise<Result> {
  let given = args;
  for (;;) {
    const result = await ask(given);
    const size = sizeOf(result);
    if (size <= most) return result;
    const page = tool.page && result[tool.page.items];
    if (!tool.page || !Array.isArray(page) || page.length < 2) return cut(result, most);
    const fits = Math.max(1, Math.min(page.length - 1, Math.floor((page.length * most * 0.9) / size)));
    given = { ...given, [tool.page.limit]: fits };
  }
}

/** Takes items off the end of the largest list until the rest fits. */
function cut(result: Result, most: number): Result {
  const copy = copied(result) as Result;
  const before = sizeOf(copy);
  let dropped = 0;
  while (sizeOf({ ...copy, note: NOTE }) > most) {
    const list = largestList(copy);
    if (!list) throw tooLarge(before, most);
    const fits = Math.max(0, Math.min(list.length - 1, Math.floor((list.length * most * 0.9) / before)));
    dropped += list.length - fits;
    list.length = fits;
  }
  return { ...copy, note: `${dropped} more items do not fit: ${NOTE}` };
}

/** Numbers too large for JavaScript come as raw JSON, which no clone of the platform's keeps. */
function copied(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isRawJson(value)) return value;
  if (Array.isArray(value)) return value.map(copied);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, copied(inner)]));
}

const { isRawJSON: isRawJson = () => false } = JSON as { isRawJSON?: (value: unknown) => boolean };

const NOTE = 'ask for fewer, a narrower window or without vectors to see the rest.';

interface Found {
  readonly list: unknown[];
  readonly size: number;
}

function largestList(value: unknown): unknown[] | null {
  let largest: Found | null = null;
  const look = (inner: unknown): void => {
    if (typeof inner !== 'object' || inner === null || isRawJson(inner)) return;
    if (Array.isArray(inner) && inner.length > 0) {
      const size = sizeOf(inner);
      // Of lists inside each other the inner one goes first where it is most of the outer.
      if (!largest || size >= largest.size * 0.9) largest = { list: inner, size };
    }
    for (const one of Object.values(inner)) look(one);
  };
  look(value);
  return (largest as Found | null)?.list ?? null;
}

const tooLarge = (size: number, most: number) =>
  new Refusal(
    'result_too_large',
    `the result has ${size} bytes, ${most} are allowed`,
    'Ask for less, or start the server with a larger --max-result-bytes.',
  );
