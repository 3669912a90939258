import type { Manner, Standing, Written } from '@sdkgen/codegen';
import { type Api, declarationOf, type Type } from '@sdkgen/ir';

/** How types of the document must look in the surface of one language. */
export interface Expected {
  notation(type: Type, standing: Standing): string;
  member(type: Type, required: boolean, standing: Standing): Written;
}

export function expectedOf(api: Api, manner: Manner): Expected {
  const notation = (type: Type, standing: Standing, isItem = false): string => {
    const inner = (item: Type): string => notation(item, standing, true);
    switch (type.kind) {
      case 'primitive':
        return manner.primitive(type.primitive, standing);
      case 'list':
        return `list<${inner(type.items)}>`;
      case 'map':
        return `map<${inner(type.values)}>`;
      case 'tuple':
        return `tuple<${type.items.map(inner).join(', ')}>`;
      case 'literal':
        return manner.literal(type.value);
      case 'nullable':
        return manner.missing(notation(type.inner, standing), { required: true, nullable: true }, standing).type;
      case 'reference':
        return reference(type.id, standing, isItem);
    }
  };
  const reference = (id: string, standing: Standing, isItem: boolean): string => {
    const declaration = declarationOf(api, id);
    const name = manner.type(declaration.name);
    switch (declaration.kind) {
      case 'enum':
        return manner.enumeration(name, standing, isItem);
      case 'alias':
        return manner.alias(name, notation(declaration.target, standing), standing);
      case 'object':
        return manner.object(name, standing, declaration.usage.request && declaration.usage.response);
      case 'union':
        return `@${name}`;
    }
  };
  return {
    notation: (type, standing) => notation(type, standing),
    member(type, required, standing) {
      const nullable = type.kind === 'nullable';
      const inner = nullable ? type.inner : type;
      return manner.missing(notation(inner, standing), { required, nullable }, standing);
    },
  };
}
