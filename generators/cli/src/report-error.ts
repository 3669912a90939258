import { Refused } from '@sdkgen/ir';
import { UsageError } from './usage-error.ts';

/** A refusal as people read it: what is wrong, where, what to do. Anything unforeseen is a bug and keeps its stack. */
export function errorText(error: unknown, source: string): string {
  if (error instanceof UsageError) return `sdkgen: ${error.message}${error.hint && `\n  ${error.hint}`}`;
  if (!(error instanceof Refused))
    return `sdkgen: a bug in sdkgen, please report it: ${error instanceof Error ? error.stack : String(error)}`;
  return error.diagnostics
    .map(({ code, pointer, message, hint }) => `sdkgen: ${place(source, pointer)}: ${code}: ${message}\n  ${hint}`)
    .join('\n');
}

function place(source: string, pointer: string): string {
  if (!pointer) return source;
  return pointer.startsWith('#') ? `${source}${pointer}` : pointer;
}
