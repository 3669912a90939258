import type { CallOptions, Client } from '../backend/backend.ts';
import type { Arguments, Result, Tool } from '../tool.ts';
import type { Exports } from './exports.ts';
import { collectChanges } from './feed.ts';
import { fromClient, toClient } from './names.ts';

/** What a call goes with besides its arguments. */
export interface Around {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly exports: Exports;
  readonly maxResultBytes: number;
  progress(done: number, message: string): void;
}

/** Calls the operation behind a tool, and gives its result by the names of the document. */
export async function perform(tool: Tool, args: Arguments, around: Around): Promise<Result> {
  const { client, signal } = around;
  switch (tool.call) {
    case 'object':
      return resultOf(tool, await call(client, tool.method, toClient(args, tool.takes), { signal }));
    case 'list': {
      const [list] = Object.values(args);
      const items = listToClient(tool, list);
      return withoutExtras(tool, resultOf(tool, await call(client, tool.method, items, { signal, parallelism: 1 })));
    }
    case 'lines-up':
      return resultOf(tool, await call(client, tool.method, { body: listToClient(tool, args.items) }, { signal }));
    case 'lines-down':
      return around.exports.page(tool, args, around);
    case 'feed':
      return collectChanges(args, around);
  }
}

/** A method by its name; the table and the client are rendered from the same document. */
export function call(client: Client, method: string, params: unknown, options: CallOptions): unknown {
  const found = client[method];
  if (!found) throw new Error(`the client has no ${method}`);
  return found.call(client, params, options);
}

function listToClient(tool: Tool, list: unknown): unknown[] {
  const [name = ''] = Object.keys(tool.takes);
  const { [name]: items } = toClient({ [name]: list }, tool.takes) as { readonly [name: string]: unknown };
  return Array.isArray(items) ? items : [];
}

function resultOf(tool: Tool, value: unknown): Result {
  const result = fromClient(value, tool.gives);
  return typeof result === 'object' && result !== null && !Array.isArray(result)
    ? (result as Result)
    : { value: result };
}

/** The client adds to bulk results what programs send again; here every item's outcome says it. */
function withoutExtras(tool: Tool, result: Result): Result {
  const known = Object.keys((tool.outputSchema.properties ?? {}) as object);
  return Object.fromEntries(Object.entries(result).filter(([name]) => known.includes(name)));
}
