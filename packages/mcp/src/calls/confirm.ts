import {
  type InputRequiredResult,
  inputRequired,
  inputResponse,
  type ServerContext,
} from '@modelcontextprotocol/server';
import type { Arguments, Tool } from '../tool.ts';
import { Refusal } from './refusal.ts';
import { visibleJson } from './text.ts';

const KEY = 'confirm';

/**
 * Destruction is the user's to decide: asked where the client can ask, else the agent must have said so. Null when it may go on.
 * What was asked for stays in the call the client repeats, so nothing has to be trusted on the way back but the answer itself.
 */
export function confirmation(
  { name, effect }: Tool,
  args: Arguments,
  { mcpReq }: ServerContext,
  canAsk: boolean,
): InputRequiredResult | null {
  if (effect !== 'destroys' || args.confirm === true || args.dry_run === true) return null;
  const answer = inputResponse(mcpReq.inputResponses, KEY);
  if (answer.kind === 'elicit') {
    if (answer.action === 'accept' && answer.content?.confirm === true) return null;
    throw new Refusal('not_confirmed', `the user did not agree to ${name}`, 'Ask the user what to do instead.');
  }
  if (!canAsk)
    throw new Refusal(
      'confirmation_required',
      `${name} takes data away`,
      `Ask the user; if they agree, call ${name} again with the same arguments and "confirm": true.`,
    );
  const { confirm: _, ...rest } = args;
  return inputRequired({
    inputRequests: {
      [KEY]: inputRequired.elicit({
        message: `Carry out ${name} with ${visibleJson(rest)}? It takes data away.`,
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'boolean', title: 'Carry it out', default: false } },
          required: ['confirm'],
        },
      }),
    },
  });
}
