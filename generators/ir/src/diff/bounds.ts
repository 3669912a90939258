import { unreachable } from '../never.ts';
import type { Bounds, Type } from '../type.ts';

/** The limits of a type and of what it holds, in its order: nothing of them is in a signature. */
export function boundsIn(type: Type): string {
  switch (type.kind) {
    case 'primitive':
      return boundsText(type.bounds);
    case 'list':
      return [boundsText(type.bounds), boundsIn(type.items)].filter(Boolean).join('; items: ');
    case 'map':
      return [boundsText(type.bounds), boundsIn(type.values)].filter(Boolean).join('; values: ');
    case 'tuple':
      return [...type.items, ...(type.rest ? [type.rest] : [])].map(boundsIn).filter(Boolean).join('; ');
    case 'nullable':
      return boundsIn(type.inner);
    case 'literal':
    case 'reference':
      return '';
    default:
      return unreachable(type);
  }
}

const boundsText = (bounds: Bounds): string =>
  Object.entries(bounds)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .sort()
    .join(', ');
