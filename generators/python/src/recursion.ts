import { type Api, type DeclarationId, references, type Type } from '@sdkgen/ir';

const known = new WeakMap<Api, Map<DeclarationId, boolean>>();

/**
 * Whether an alias or a union comes back to itself without an object between. Such a type needs a name of its own; any other
 * is printed where it is used, so that readers see what it is.
 */
export function isRecursive(api: Api, id: DeclarationId): boolean {
  const cache = known.get(api) ?? new Map<DeclarationId, boolean>();
  known.set(api, cache);
  const cached = cache.get(id);
  if (cached !== undefined) return cached;
  const found = reaches(api, id, id, new Set());
  cache.set(id, found);
  return found;
}

function reaches(api: Api, from: DeclarationId, goal: DeclarationId, seen: Set<DeclarationId>): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  const next = transparent(api, from).flatMap(references);
  return next.some((id) => id === goal || reaches(api, id, goal, seen));
}

/** The types a declaration is printed as; objects and enumerations are printed by name. */
function transparent(api: Api, id: DeclarationId): readonly Type[] {
  const declaration = api.declarations.get(id);
  switch (declaration?.kind) {
    case 'alias':
      return [declaration.target];
    case 'union':
      return declaration.variants.map(({ type }) => type);
    default:
      return [];
  }
}
