import { code, Lexeme } from '@sdkgen/codegen';
import { type Body, declarationOf, type Operation, type Part } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { styleOf } from './parameters.ts';
import { xmlNode, xmlRoot } from './xml.ts';

const CONTENTS = { text: 'TextPart', json: 'JSONPart', file: 'FilePart', xml: 'XMLPart', value: 'ValuePart' } as const;

/** How each member of a form or multipart body travels, as a list the runtime reads; empty for other bodies. */
export function fieldsOf(types: Types, { body }: Operation): readonly Lexeme[] {
  if (body?.encoding !== 'form' && body?.encoding !== 'multipart') return [];
  return body.parts.map((part) => fieldOf(types, body, part));
}

function fieldOf(types: Types, body: Body, part: Part): Lexeme {
  const isMultipart = body.encoding === 'multipart';
  const facts = [
    code`Name: ${stringLiteral(part.wire)}`,
    ...(part.content === 'text' ? [] : [code`Content: core.${identifier(CONTENTS[part.content])}`]),
    ...(part.repeated ? [code`Repeated: true`] : []),
    // A text says nothing of its type unless the document does.
    ...(isMultipart && part.contentType !== '' && !(part.content === 'text' && part.contentType === 'text/plain')
      ? [code`ContentType: ${stringLiteral(part.contentType)}`]
      : []),
    code`Style: ${styleOf(part)}`,
    ...(part.content === 'xml' ? [code`XML: ${xmlPart(types, body, part)}`] : []),
  ];
  return code`{${Lexeme.join(facts, ', ')}}`;
}

function xmlPart(types: Types, body: Body, { wire }: Part): Lexeme {
  const declaration = body.type.kind === 'reference' ? declarationOf(types.api, body.type.id) : null;
  const property = declaration?.kind === 'object' && declaration.properties.find(({ name }) => name.wire === wire);
  const type = property ? property.type : ({ kind: 'primitive', primitive: 'json', bounds: {} } as const);
  return code`core.XMLField(${xmlRoot(types, type)}, ${xmlNode(types, type)})`;
}
