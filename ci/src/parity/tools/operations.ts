import type { Argument, Operation } from '@sdkgen/ir';

/** What an agent passes: headers are for whoever starts the server. */
export function toolArguments({ arguments: all }: Operation): readonly Argument[] {
  return all.filter(({ at }) => at.in !== 'header' && at.in !== 'cookie');
}

/** By its name on the wire; a body of lines has none, and is `items`. */
export function wireName({ name, at }: Argument): string {
  if (at.in === 'member') return at.wire;
  return at.in === 'body' ? 'items' : name.wire;
}

export const argumentNames = (operation: Operation): ReadonlySet<string> =>
  new Set(toolArguments(operation).map(wireName));

/** A feed has no end: a tool collects what happens for a while, by the operation that is asked again and again. */
export const isCollected = ({ shape }: Operation): boolean => shape.kind === 'events';
