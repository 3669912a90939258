import type { CallToolResult, InputRequiredResult, ServerContext } from '@modelcontextprotocol/server';
import type { Backend, Client } from '../backend/backend.ts';
import type { Asks } from '../host/offer.ts';
import { CoverageLog, withCoverage } from '../network/coverage.ts';
import type { Arguments, Result, Tool } from '../tool.ts';
import { checkArguments } from './check.ts';
import { confirmation } from './confirm.ts';
import type { Exports } from './exports.ts';
import { fitting } from './fit.ts';
import { latestVector } from './lookup.ts';
import { perform } from './perform.ts';
import { withProgress } from './progress.ts';
import { Refusal, refusalOf } from './refusal.ts';
import { failure, success } from './result.ts';
import { resolveVectors, withoutVectors } from './vectors.ts';

export interface Calling {
  readonly backend: Backend;
  readonly exports: Exports;
  readonly maxResultBytes: number;
  readonly canAsk: Asks;
}

/** One call of a tool, from its arguments to what the agent reads. Failures are results too, so that it can act on them. */
export async function callTool(
  tool: Tool,
  given: unknown,
  context: ServerContext,
  calling: Calling,
): Promise<CallToolResult | InputRequiredResult> {
  const log = new CoverageLog();
  return withCoverage(log, () => carryOut(tool, given, context, calling, log));
}

async function carryOut(
  tool: Tool,
  given: unknown,
  context: ServerContext,
  calling: Calling,
  log: CoverageLog,
): Promise<CallToolResult | InputRequiredResult> {
  try {
    const args = given ?? {};
    checkArguments(tool, args);
    const question = confirmation(tool, args, context, calling.canAsk());
    if (question) return question;
    const client = await calling.backend.client();
    return success(tool, labelled(await run(tool, args, client, context, calling), log));
  } catch (error) {
    const { signal } = context.mcpReq;
    if (signal.aborted) return failure(new Refusal('cancelled', 'the call was cancelled', 'Call again when needed.'));
    const { code, message, next, more } = refusalOf(error);
    return failure(new Refusal(code, message, next, labelled(more, log)));
  }
}

/** In a federation every result says who took part in it. */
const labelled = (result: Readonly<Record<string, unknown>>, { coverage }: CoverageLog): Result =>
  coverage === null ? result : { ...result, coverage };

async function run(tool: Tool, given: Arguments, client: Client, context: ServerContext, calling: Calling) {
  const { signal } = context.mcpReq;
  const { exports, maxResultBytes } = calling;
  const { confirm: _, ...asked } = given;
  const shows = asked.include_vectors === true;
  const { include_vectors: __, ...plain } = asked;
  const passed = tool.hidesVectors && tool.call === 'object' ? plain : asked;
  const args = (await resolveVectors(passed, tool.takes, latestVector(client, signal))) as Arguments;
  return withProgress(context, (progress) =>
    fitting(tool, args, maxResultBytes, async (now) => {
      const result = await perform(tool, now, { client, signal, exports, maxResultBytes, progress });
      return (tool.hidesVectors && !shows ? withoutVectors(result, tool.gives) : result) as typeof result;
    }),
  );
}
