import type { ObjectDeclaration, Property } from '@sdkgen/ir';
import { type Context, resolved } from './types.ts';

/** How a member may be missing: never, by being absent, or by being absent or null, which are two things. */
export type Presence = 'required' | 'optional' | 'maybe';

/** What only one side sends is not there on the other, so it is only required where the type goes one way. */
export function presenceOf(
  context: Context,
  { usage }: ObjectDeclaration,
  { type, required, access }: Property,
): Presence {
  const isOneSided = (access === 'read' && usage.request) || (access === 'write' && usage.response);
  if (required && !isOneSided) return 'required';
  return resolved(context, type).kind === 'nullable' ? 'maybe' : 'optional';
}
