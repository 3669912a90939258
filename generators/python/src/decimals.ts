import { type Api, declarationOf, type Type, unreachable } from '@sdkgen/ir';

/** Whether numbers of a response have to be read digit for digit. */
export function holdsDecimal(api: Api, type: Type, seen: Set<string>): boolean {
  switch (type.kind) {
    case 'primitive':
      return type.primitive === 'decimal';
    case 'list':
      return holdsDecimal(api, type.items, seen);
    case 'map':
      return holdsDecimal(api, type.values, seen);
    case 'nullable':
      return holdsDecimal(api, type.inner, seen);
    case 'tuple':
      return [...type.items, ...(type.rest ? [type.rest] : [])].some((item) => holdsDecimal(api, item, seen));
    case 'literal':
      return false;
    case 'reference': {
      if (seen.has(type.id)) return false;
      seen.add(type.id);
      const declaration = declarationOf(api, type.id);
      if (declaration.kind === 'object') {
        const types = [
          ...declaration.properties.map((property) => property.type),
          ...(declaration.additional ? [declaration.additional] : []),
        ];
        return types.some((each) => holdsDecimal(api, each, seen));
      }
      if (declaration.kind === 'union')
        return declaration.variants.some((variant) => holdsDecimal(api, variant.type, seen));
      return declaration.kind === 'alias' && holdsDecimal(api, declaration.target, seen);
    }
    default:
      return unreachable(type);
  }
}
