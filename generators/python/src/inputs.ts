import { type Api, type DeclarationId, type Type, unreachable } from '@sdkgen/ir';

/** Declarations a caller can be asked for as they are: those of arguments, not those whose members are the arguments. */
export function inputDeclarations(api: Api): ReadonlySet<DeclarationId> {
  const found = new Set<DeclarationId>();
  const pending = api.operations.flatMap(({ arguments: args }) => args.map(({ type }) => type));
  for (let type = pending.pop(); type; type = pending.pop()) {
    for (const id of references(type)) {
      if (found.has(id)) continue;
      found.add(id);
      pending.push(...typesIn(api, id));
    }
  }
  return found;
}

function typesIn(api: Api, id: DeclarationId): readonly Type[] {
  const declaration = api.declarations.get(id);
  switch (declaration?.kind) {
    case 'object':
      return [
        ...declaration.properties.map(({ type }) => type),
        ...(declaration.additional ? [declaration.additional] : []),
      ];
    case 'alias':
      return [declaration.target];
    case 'union':
      return declaration.variants.map(({ type }) => type);
    default:
      return [];
  }
}

/** The declarations a type names, at any depth. */
export function references(type: Type): DeclarationId[] {
  switch (type.kind) {
    case 'reference':
      return [type.id];
    case 'list':
      return references(type.items);
    case 'map':
      return references(type.values);
    case 'nullable':
      return references(type.inner);
    case 'tuple':
      return [...type.items, ...(type.rest ? [type.rest] : [])].flatMap(references);
    case 'primitive':
    case 'literal':
      return [];
    default:
      return unreachable(type);
  }
}
