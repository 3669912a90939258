import type { Tool as ListedTool } from '@modelcontextprotocol/server';
import type { Tool } from '../tool.ts';

/** A tool as clients list it. Hints that say what is the default anyway are left out: each is said forty times. */
export function listed({ name, description, effect, idempotent, inputSchema, outputSchema }: Tool): ListedTool {
  const hints =
    effect === 'reads'
      ? { readOnlyHint: true }
      : { destructiveHint: effect === 'destroys', ...(idempotent && { idempotentHint: true }) };
  return { name, description, inputSchema, outputSchema, annotations: hints } as ListedTool;
}
