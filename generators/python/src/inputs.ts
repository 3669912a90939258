import type { Api, DeclarationId } from '@sdkgen/ir';
import { reachable } from './recursion.ts';

/** Declarations a caller can be asked for as they are: those of arguments, not those whose members are the arguments. */
export function inputDeclarations(api: Api): ReadonlySet<DeclarationId> {
  return reachable(
    api,
    api.operations.flatMap(({ arguments: args }) => args.map(({ type }) => type)),
  );
}
