/** Characters that do not show, or reorder what shows: in JSON they are written as escapes, which mean the same. */
const HIDDEN = /[\p{Cf}\p{Zl}\p{Zp}\u007f-\u009f\u{e0000}-\u{e007f}]/gu;

/** Compact JSON in which everything can be seen. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value).replaceAll(HIDDEN, (hidden) =>
    hidden
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
