import { type Api, type DeclarationId, reachable } from '@sdkgen/ir';

/** Declarations a caller can be asked for as they are: those of arguments, not those whose members are the arguments. */
export function inputDeclarations(api: Api): ReadonlySet<DeclarationId> {
  return reachable(
    api,
    api.operations.flatMap(({ arguments: args }) => args.map(({ type }) => type)),
  );
}
