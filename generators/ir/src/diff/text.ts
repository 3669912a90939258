import { type Api, declarationOf } from '../api.ts';
import { unreachable } from '../never.ts';
import type { Type } from '../type.ts';

/** A type as people read it. Two types are the same to users where these texts are. */
export function typeText(api: Api, type: Type): string {
  switch (type.kind) {
    case 'primitive':
      return type.primitive;
    case 'list':
      return `list of ${typeText(api, type.items)}`;
    case 'map':
      return `map of ${typeText(api, type.values)}`;
    case 'tuple': {
      const rest = type.rest ? [`…${typeText(api, type.rest)}`] : [];
      return `(${[...type.items.map((item) => typeText(api, item)), ...rest].join(', ')})`;
    }
    case 'nullable':
      return `${typeText(api, type.inner)} or null`;
    case 'literal':
      return JSON.stringify(type.value);
    case 'reference':
      return declarationOf(api, type.id).name.words.join(' ');
    default:
      return unreachable(type);
  }
}

export const typeOrNothing = (api: Api, type: Type | null): string => (type ? typeText(api, type) : 'nothing');
