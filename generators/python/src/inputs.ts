import { type Api, type DeclarationId, declarationOf, references, typesIn } from '@sdkgen/ir';

/** Declarations a caller can be asked for as they are: those of arguments, not those whose members are the arguments. */
export function inputDeclarations(api: Api): ReadonlySet<DeclarationId> {
  const found = new Set<DeclarationId>();
  const pending = api.operations.flatMap(({ arguments: args }) => args.map(({ type }) => type));
  for (let type = pending.pop(); type; type = pending.pop()) {
    for (const id of references(type)) {
      if (found.has(id)) continue;
      found.add(id);
      pending.push(...typesIn(declarationOf(api, id)));
    }
  }
  return found;
}
