import { type Api, declarationOf, requestTypes, responseTypes, type Type, typesIn, unreachable } from '@sdkgen/ir';

/** Whether numbers of a response have to be read digit for digit. */
export const holdsDecimal = (api: Api, type: Type): boolean =>
  holds(api, type, (each) => each.kind === 'primitive' && each.primitive === 'decimal', new Set());

/** Whether lists of floats that may be packed are in it. */
export const holdsPacked = (api: Api, type: Type): boolean => holds(api, type, isPacked, new Set());

/** Whether there are such lists at all, be it where they are never packed: the same type may be read and written there. */
export function hasPackedLists(api: Api): boolean {
  const seen = new Set<string>();
  const types = [
    ...[...api.declarations.values()].flatMap(typesIn),
    ...api.operations.flatMap((operation) => [...requestTypes(operation), ...responseTypes(operation)]),
    ...api.webhooks.flatMap(({ type }) => type ?? []),
  ];
  return types.some((type) => holds(api, type, isPacked, seen));
}

const isPacked = (type: Type): boolean => type.kind === 'list' && type.packed === true;

/** Whether a type is what is looked for, or its values may hold it. */
function holds(api: Api, type: Type, isIt: (type: Type) => boolean, seen: Set<string>): boolean {
  const inside = (types: readonly Type[]) => types.some((each) => holds(api, each, isIt, seen));
  if (isIt(type)) return true;
  switch (type.kind) {
    case 'primitive':
    case 'literal':
      return false;
    case 'list':
      return inside([type.items]);
    case 'map':
      return inside([type.values]);
    case 'nullable':
      return inside([type.inner]);
    case 'tuple':
      return inside([...type.items, ...(type.rest ? [type.rest] : [])]);
    case 'reference': {
      if (seen.has(type.id)) return false;
      seen.add(type.id);
      return inside(typesIn(declarationOf(api, type.id)));
    }
    default:
      return unreachable(type);
  }
}
