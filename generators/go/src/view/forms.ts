import { code, Lexeme } from '@sdkgen/codegen';
import type { Operation, Part } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import { styleOf } from './parameters.ts';

const CONTENTS = { text: 'TextPart', json: 'JSONPart', file: 'FilePart', xml: 'XMLPart' } as const;

/** How each member of a form or multipart body travels, as a list the runtime reads; empty for other bodies. */
export function fieldsOf({ body }: Operation): readonly Lexeme[] {
  if (body?.encoding !== 'form' && body?.encoding !== 'multipart') return [];
  return body.parts.map((part) => fieldOf(part, body.encoding === 'multipart'));
}

function fieldOf(part: Part, isMultipart: boolean): Lexeme {
  const facts = [
    code`Name: ${stringLiteral(part.wire)}`,
    ...(part.content === 'text' ? [] : [code`Content: core.${identifier(CONTENTS[part.content])}`]),
    ...(part.repeated ? [code`Repeated: true`] : []),
    // A text says nothing of its type unless the document does.
    ...(isMultipart && !(part.content === 'text' && part.contentType === 'text/plain')
      ? [code`ContentType: ${stringLiteral(part.contentType)}`]
      : []),
    code`Style: ${styleOf(part)}`,
  ];
  return code`{${Lexeme.join(facts, ', ')}}`;
}
