import { type Api, type Declaration, type DeclarationId, declarationOf, type Type, unreachable } from '@sdkgen/ir';

/** Which references would make a type infinitely large (they are boxed) and which aliases would never end (they are types of their own). */
export interface Recursion {
  boxed(from: DeclarationId, to: DeclarationId): boolean;
  isCircularAlias(id: DeclarationId): boolean;
}

type Graph = ReadonlyMap<DeclarationId, ReadonlySet<DeclarationId>>;

export function recursionOf(api: Api): Recursion {
  const held = graph(api, false);
  const mentioned = graph(api, true);
  const reach = new Map<DeclarationId, Set<DeclarationId>>();
  const reachable = (id: DeclarationId): Set<DeclarationId> => {
    const known = reach.get(id) ?? walk(held, id);
    reach.set(id, known);
    return known;
  };
  return {
    boxed: (from, to) => from === to || reachable(to).has(from),
    isCircularAlias: (id) => walk(mentioned, id).has(id),
  };
}

function graph(api: Api, deep: boolean): Graph {
  return new Map(
    [...api.declarations.keys()].map((id) => [
      id,
      new Set(typesOf(declarationOf(api, id)).flatMap((type) => references(type, deep))),
    ]),
  );
}

function walk(edges: Graph, start: DeclarationId): Set<DeclarationId> {
  const seen = new Set<DeclarationId>();
  const pending = [...(edges.get(start) ?? [])];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    pending.push(...(edges.get(id) ?? []));
  }
  return seen;
}

function typesOf(declaration: Declaration): Type[] {
  switch (declaration.kind) {
    case 'object':
      return [
        ...declaration.properties.map(({ type }) => type),
        ...(declaration.additional ? [{ kind: 'map' as const, values: declaration.additional, bounds: {} }] : []),
      ];
    case 'union':
      return declaration.variants.map(({ type }) => type);
    case 'alias':
      return [declaration.target];
    case 'enum':
      return [];
    default:
      return unreachable(declaration);
  }
}

/** The declarations a type names; without `deep` only those it holds without a list or map between. */
function references(type: Type, deep: boolean): DeclarationId[] {
  switch (type.kind) {
    case 'reference':
      return [type.id];
    case 'nullable':
      return references(type.inner, deep);
    case 'tuple':
      return [
        ...type.items.flatMap((item) => references(item, deep)),
        ...(deep && type.rest ? references(type.rest, deep) : []),
      ];
    case 'list':
      return deep ? references(type.items, deep) : [];
    case 'map':
      return deep ? references(type.values, deep) : [];
    case 'primitive':
    case 'literal':
      return [];
    default:
      return unreachable(type);
  }
}
