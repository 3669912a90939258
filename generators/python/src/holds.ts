import {
  type Api,
  declarationOf,
  hasPacked,
  reachable,
  requestTypes,
  responseTypes,
  type Type,
  typesIn,
  wholeAndParts,
} from '@sdkgen/ir';

/** Whether numbers of a response have to be read digit for digit. */
export const holdsDecimal = (api: Api, type: Type): boolean => holds(api, type, hasDecimal);

/** Whether lists of floats that may be packed are in it. */
export const holdsPacked = (api: Api, type: Type): boolean => holds(api, type, hasPacked);

/** Whether there are such lists at all, be it where they are never packed: the same type may be read and written there. */
export function hasPackedLists(api: Api): boolean {
  const types = [
    ...[...api.declarations.values()].flatMap(typesIn),
    ...api.operations.flatMap((operation) => [...requestTypes(operation), ...responseTypes(operation)]),
    ...api.webhooks.flatMap(({ type }) => type ?? []),
  ];
  return types.some(hasPacked);
}

const hasDecimal = (type: Type): boolean =>
  wholeAndParts(type).some((one) => one.kind === 'primitive' && one.primitive === 'decimal');

/** Whether a type has what is looked for, or its values may hold it. */
function holds(api: Api, type: Type, has: (type: Type) => boolean): boolean {
  return has(type) || [...reachable(api, [type])].some((id) => typesIn(declarationOf(api, id)).some(has));
}
