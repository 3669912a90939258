import type { Api } from './api.ts';
import { declarationOf } from './api.ts';
import type { Declaration, Usage } from './declaration.ts';
import { unreachable } from './never.ts';
import type { DeclarationId, Type } from './type.ts';

/** The passes that need the whole API: who uses a declaration, and which contain themselves. */
export function settle(api: Api): Api {
  const usage = usageOf(api);
  const declarations = new Map(
    [...api.declarations].map(([id, declaration]): [DeclarationId, Declaration] => [
      id,
      declaration.kind === 'object'
        ? { ...declaration, usage: usage(id), recursive: containsItself(api, id) }
        : declaration,
    ]),
  );
  return { ...api, declarations };
}

function usageOf(api: Api): (id: DeclarationId) => Usage {
  const requests = reachable(
    api,
    api.operations.flatMap((operation) => [
      ...operation.parameters.map(({ type }) => type),
      ...(operation.body ? [operation.body.type] : []),
    ]),
  );
  const responses = reachable(
    api,
    api.operations
      .flatMap((operation) =>
        [
          operation.success.type,
          ...[...operation.success.responses, ...operation.errors].flatMap(({ type, headers }) => [
            type,
            ...headers.map((header) => header.type),
          ]),
        ].filter((type) => type !== null),
      )
      .concat(api.webhooks.flatMap(({ type }) => type ?? [])),
  );
  return (id) => ({ request: requests.has(id), response: responses.has(id) });
}

function reachable(api: Api, roots: readonly Type[]): Set<DeclarationId> {
  const found = new Set<DeclarationId>();
  const pending = roots.flatMap(references);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    pending.push(...typesIn(declarationOf(api, id)).flatMap(references));
  }
  return found;
}

/** Whether a value could hold another of its own declaration without a list or map between. */
function containsItself(api: Api, start: DeclarationId): boolean {
  const seen = new Set<DeclarationId>();
  const pending = [...typesIn(declarationOf(api, start)).flatMap(held)];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (id === start) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    pending.push(...typesIn(declarationOf(api, id)).flatMap(held));
  }
  return false;
}

/** The types a declaration is made of. */
export function typesIn(declaration: Declaration): Type[] {
  switch (declaration.kind) {
    case 'object':
      return [
        ...declaration.properties.map(({ type }) => type),
        ...(declaration.additional ? [declaration.additional] : []),
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

/** Every declaration a type mentions, however deep. */
export function references(type: Type): DeclarationId[] {
  switch (type.kind) {
    case 'list':
      return references(type.items);
    case 'map':
      return references(type.values);
    case 'reference':
      return [type.id];
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
