import { type Api, type DeclarationId, declarationOf, held, references, type Type, typesIn } from '@sdkgen/ir';

/** Which references would make a type infinitely large (they are boxed) and which aliases would never end (they are types of their own). */
export interface Recursion {
  boxed(from: DeclarationId, to: DeclarationId): boolean;
  isCircularAlias(id: DeclarationId): boolean;
  /** How many types lie within one another where they are looked through one after the other, as a compiler does. */
  readonly depth: number;
}

type Graph = ReadonlyMap<DeclarationId, ReadonlySet<DeclarationId>>;

export function recursionOf(api: Api): Recursion {
  const inside = graph(api, held);
  const mentioned = graph(api, references);
  const reach = new Map<DeclarationId, Set<DeclarationId>>();
  const reachable = (id: DeclarationId): Set<DeclarationId> => {
    const known = reach.get(id) ?? walk(inside, id);
    reach.set(id, known);
    return known;
  };
  return {
    boxed: (from, to) => from === to || reachable(to).has(from),
    isCircularAlias: (id) => walk(mentioned, id).has(id),
    depth: depthOf(mentioned),
  };
}

function graph(api: Api, of: (type: Type) => DeclarationId[]): Graph {
  return new Map([...api.declarations.keys()].map((id) => [id, new Set(typesIn(declarationOf(api, id)).flatMap(of))]));
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

/** The longest way down that a walk takes which enters nothing twice. */
function depthOf(edges: Graph): number {
  const seen = new Set<DeclarationId>();
  let deepest = 0;
  for (const start of edges.keys()) {
    const way = [[start].values()];
    while (way.length > 0) {
      deepest = Math.max(deepest, way.length - 1);
      const { value: id, done } = way.at(-1)?.next() ?? { done: true };
      if (done) way.pop();
      else if (id !== undefined && !seen.has(id)) {
        seen.add(id);
        way.push((edges.get(id) ?? new Set()).values());
      }
    }
  }
  return deepest;
}
