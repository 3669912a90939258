import { type Type, unreachable } from '@sdkgen/ir';
import type { Names } from './names.ts';

/** A word for a type inside the name of a tuple. */
export function label(names: Names): (type: Type) => string {
  const of = (type: Type): string => {
    switch (type.kind) {
      case 'primitive':
        return type.primitive.replaceAll(/(?:^|-)\w/g, (first) => first.replace('-', '').toUpperCase());
      case 'list':
        return `${of(type.items)}List`;
      case 'map':
        return `${of(type.values)}Map`;
      case 'tuple':
        return type.items.map(of).join('');
      case 'nullable':
        return of(type.inner);
      case 'literal':
        return 'Literal';
      case 'reference':
        return names.type(type.id);
      default:
        return unreachable(type);
    }
  };
  return of;
}
