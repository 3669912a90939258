import { code } from '@sdkgen/codegen';
import type { ObjectDeclaration } from '@sdkgen/ir';
import { fieldDoc, lineDoc } from '../docstrings.ts';
import { identifier, stringLiteral } from '../literals.ts';
import { word } from '../names.ts';
import { constantOf } from '../presence.ts';
import { KEYWORDS } from '../reserved.ts';
import { annotation, typeName } from '../types.ts';
import type { ModelsContext } from './models.ts';

/** The typed dictionary that stands for an object: wire names, and whatever is understood as their values. */
export function dictView(declaration: ObjectDeclaration, context: ModelsContext) {
  const { imports } = context;
  imports.from('typing', 'TypedDict');
  const properties = declaration.properties.filter(({ access }) => access !== 'read');
  const isPlain = properties.every(({ name }) => isAttribute(name.wire));
  const keys = properties.map((property) => {
    const type = annotation(property.type, 'input', context);
    const isSure = property.required && constantOf(property.type) === null;
    if (!isSure) imports.typing('NotRequired');
    const annotated = isSure ? type : code`NotRequired[${type}]`;
    return {
      name: isPlain ? identifier(property.name.wire) : stringLiteral(property.name.wire),
      type: isPlain ? annotated : stringLiteral(String(annotated)),
      doc: fieldDoc(property, 4, ''),
    };
  });
  const name = typeName(declaration.id, context, true);
  return {
    name,
    isPlain,
    literal: stringLiteral(String(name)),
    doc: lineDoc(`\`${typeName(declaration.id, context)}\` as a dictionary, with the names it has on the wire`, 4),
    keys,
  };
}

/** Whether a wire name can be written as an attribute, without Python reading another name in it. */
function isAttribute(wire: string): boolean {
  const plain = wire.startsWith('_') ? wire.slice(1) : wire;
  return word(plain) === plain && !wire.startsWith('__') && !KEYWORDS.includes(wire);
}
