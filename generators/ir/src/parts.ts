import { unreachable } from './never.ts';
import type { Type } from './type.ts';

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
