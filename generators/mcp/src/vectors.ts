import { type Api, declarationOf, type Type } from '@sdkgen/ir';

/** Whether a type is a list of numbers: what agents pass by reference, and what they rarely want to read. */
export function isVector(api: Api, type: Type): boolean {
  switch (type.kind) {
    case 'list':
      return isNumber(api, type.items);
    case 'nullable':
      return isVector(api, type.inner);
    case 'reference': {
      const declared = declarationOf(api, type.id);
      return declared.kind === 'alias' && isVector(api, declared.target);
    }
    default:
      return false;
  }
}

function isNumber(api: Api, type: Type): boolean {
  if (type.kind === 'reference') {
    const declared = declarationOf(api, type.id);
    return declared.kind === 'alias' && isNumber(api, declared.target);
  }
  return type.kind === 'primitive' && (type.primitive === 'float32' || type.primitive === 'float64');
}
