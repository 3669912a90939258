import type { Api } from './api.ts';
import type { Declaration, Usage } from './declaration.ts';
import type { Operation } from './operation.ts';
import { packsOf } from './packed.ts';
import type { DeclarationId, Type } from './type.ts';
import { reachable, references, typesIn } from './walk.ts';

/** The passes that need the whole API: who uses a declaration, which contain themselves, and what holds packed lists. */
export function settle(api: Api): Api {
  const usage = usageOf(api);
  const packs = packsOf(api);
  const recursive = selfContaining(api);
  const declarations = new Map(
    [...api.declarations].map(([id, declaration]): [DeclarationId, Declaration] => [
      id,
      declaration.kind === 'object' ? { ...declaration, usage: usage(id), recursive: recursive.has(id) } : declaration,
    ]),
  );
  const operations = api.operations.map((operation) => ({ ...operation, packs: packs(operation) }));
  return { ...api, operations, declarations };
}

/** Which declarations users send, and which they receive. */
export function usageOf(api: Api): (id: DeclarationId) => Usage {
  const requests = reachable(api, api.operations.flatMap(requestTypes));
  const responses = reachable(
    api,
    api.operations.flatMap(responseTypes).concat(api.webhooks.flatMap(({ type }) => type ?? [])),
  );
  return (id) => ({ request: requests.has(id), response: responses.has(id) });
}

/** What a caller gives. */
export const requestTypes = ({ parameters, body }: Operation): Type[] => [
  ...parameters.map(({ type }) => type),
  ...(body ? [body.type] : []),
];

/** What the server may answer. */
export const responseTypes = ({ success, errors }: Operation): Type[] =>
  [
    success.type,
    ...[...success.responses, ...errors].flatMap(({ type, headers }) => [
      type,
      ...headers.map((header) => header.type),
    ]),
  ].filter((type) => type !== null);

/**
 * Declarations whose values could hold another of their own without a list or map between. Tarjan's strongly connected
 * components, with a stack of its own: once over the API, however many declarations there are and however deep they go.
 */
function selfContaining(api: Api): Set<DeclarationId> {
  const inside = new Map([...api.declarations].map(([id, declaration]) => [id, typesIn(declaration).flatMap(held)]));
  const index = new Map<DeclarationId, number>();
  const low = new Map<DeclarationId, number>();
  const open: DeclarationId[] = [];
  const closed = new Set<DeclarationId>();
  const found = new Set<DeclarationId>();
  const lower = (id: DeclarationId, to: number) => low.set(id, Math.min(low.get(id) ?? to, to));
  for (const root of api.declarations.keys()) {
    const walk: { id: DeclarationId; next: number }[] = index.has(root) ? [] : [{ id: root, next: 0 }];
    for (let step = walk.at(-1); step; step = walk.at(-1)) {
      const { id } = step;
      if (!index.has(id)) {
        index.set(id, index.size);
        lower(id, index.size - 1);
        open.push(id);
      }
      const child = inside.get(id)?.[step.next++];
      if (child === undefined) {
        walk.pop();
        const parent = walk.at(-1);
        if (parent) lower(parent.id, low.get(id) ?? 0);
        if (low.get(id) === index.get(id)) close(id);
      } else if (!index.has(child)) walk.push({ id: child, next: 0 });
      else if (!closed.has(child)) lower(id, index.get(child) ?? 0);
    }
  }
  return found;

  function close(id: DeclarationId): void {
    const circle = open.splice(open.lastIndexOf(id));
    for (const member of circle) closed.add(member);
    if (circle.length > 1 || inside.get(id)?.includes(id)) for (const member of circle) found.add(member);
  }
}

/** Declarations whose values lie inside the type's own, not behind a list or map. */
export function held(type: Type): DeclarationId[] {
  switch (type.kind) {
    case 'nullable':
      return held(type.inner);
    case 'tuple':
      return type.items.flatMap(held);
    case 'list':
    case 'map':
      return [];
    default:
      return references(type);
  }
}
