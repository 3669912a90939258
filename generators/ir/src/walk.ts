import type { Api } from './api.ts';
import { declarationOf } from './api.ts';
import type { Declaration } from './declaration.ts';
import { unreachable } from './never.ts';
import type { DeclarationId, Type } from './type.ts';

/** A type and what it is made of, but not what it refers to. */
export function wholeAndParts(type: Type): Type[] {
  switch (type.kind) {
    case 'list':
      return [type, ...wholeAndParts(type.items)];
    case 'map':
      return [type, ...wholeAndParts(type.values)];
    case 'nullable':
      return [type, ...wholeAndParts(type.inner)];
    case 'tuple':
      return [type, ...[...type.items, ...(type.rest ? [type.rest] : [])].flatMap(wholeAndParts)];
    case 'primitive':
    case 'literal':
    case 'reference':
      return [type];
    default:
      return unreachable(type);
  }
}

/** Every declaration a type mentions, however deep. */
export const references = (type: Type): DeclarationId[] =>
  wholeAndParts(type).flatMap((one) => (one.kind === 'reference' ? [one.id] : []));

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

/** Every declaration that values of these types can hold. */
export function reachable(api: Api, roots: readonly Type[]): Set<DeclarationId> {
  const found = new Set<DeclarationId>();
  const pending = roots.flatMap(references);
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    pending.push(...typesIn(declarationOf(api, id)).flatMap(references));
  }
  return found;
}
