import type { Api } from './api.ts';
import type { Usage } from './declaration.ts';
import type { Encoding, Operation } from './operation.ts';
import type { DeclarationId, Type } from './type.ts';
import { reachable, typesIn, wholeAndParts } from './walk.ts';

/** Where a list can be written as a string instead: elsewhere there is no telling what a text is. */
const JSON_TEXTS: readonly Encoding[] = ['json', 'merge-patch', 'ndjson', 'json-seq', 'events'];

/** Whether a client of the API has anything to pack. */
export const packsFloats = ({ operations }: Api): boolean =>
  operations.some(({ packs }) => packs.request || packs.response);

/** What of an operation may hold packed lists. */
export function packsOf(api: Api): (operation: Operation) => Usage {
  const direct = new Set<DeclarationId>();
  for (const [id, declaration] of api.declarations) if (typesIn(declaration).some(hasPacked)) direct.add(id);
  const holds = (type: Type) =>
    hasPacked(type) || (direct.size > 0 && [...reachable(api, [type])].some((id) => direct.has(id)));
  const packs = (encoding: Encoding | null, type: Type | null) =>
    type !== null && encoding !== null && JSON_TEXTS.includes(encoding) && holds(type);
  return ({ body, success }) => ({
    request: body !== null && packs(body.encoding, body.type),
    response: success.responses.some(({ encoding, type }) => packs(encoding, type)),
  });
}

/** Whether the type itself has lists that may be packed, not what it refers to. */
export const hasPacked = (type: Type): boolean =>
  wholeAndParts(type).some((one) => one.kind === 'list' && one.packed === true);
