import { Refused } from '@sdkgen/ir';
import { UsageError } from './usage-error.ts';

/** A refusal as people read it: what is wrong, where, what to do. Anything unforeseen is a bug and keeps its stack. */
export function errorText(error: unknown, source: string): string {
  if (error instanceof UsageError) return `sdkgen: ${error.message}${error.hint && `\n  ${error.hint}`}`;
  if (!(error instanceof Refused))
    return `sdkgen: a bug in sdkgen, please report it: ${error instanceof Error ? error.stack : String(error)}`;
  const lines = error.diagnostics.map(
    ({ code, pointer, message, hint }) => `sdkgen: ${place(source, pointer)}: ${code}: ${message}\n  ${hint}`,
  );
  // Several places or targets can run into the same thing; it is told once.
  return [...new Set(lines)].join('\n');
}

function place(source: string, pointer: string): string {
  if (!pointer) return source;
  return pointer.startsWith('#') ? `${source}${pointer}` : pointer;
}
