import { code, Lexeme } from '@sdkgen/codegen';
import { type Api, type Body, type Part, unreachable } from '@sdkgen/ir';
import { identifier, stringLiteral } from '../literals.ts';
import { styleOf } from './style.ts';
import { xmlPart } from './xml.ts';

/** The table of a form's parts, a line each; its macro is never formatted. */
export function partLines(api: Api, body: Body): Lexeme[] {
  const { parts, encoding } = body;
  return parts.map((part) => {
    const kind = kindOf(part, encoding);
    const by = part.content === 'xml' ? code`(${xmlPart(api, body, part)})` : code``;
    const head = code`${stringLiteral(part.wire)}: ${identifier(contentOf(part))}${by}`;
    const flags = [
      ...(part.repeated ? [identifier('is_repeated')] : []),
      ...(part.allowReserved ? [identifier('allow_reserved')] : []),
    ];
    const said = kind === null ? code`` : code`${stringLiteral(kind)} `;
    return code`${head} ${said}${styleOf(part, '')} [${Lexeme.join(flags, ' ')}],`;
  });
}

function contentOf({ content }: Part): string {
  switch (content) {
    case 'file':
      return 'File';
    case 'text':
      return 'Text';
    case 'json':
      return 'Json';
    case 'xml':
      return 'Printed';
    case 'value':
      return 'Value';
    default:
      return unreachable(content);
  }
}

/** What is usual for its content is not said, but for JSON, which nobody would guess. */
function kindOf({ content, contentType }: Part, encoding: Body['encoding']): string | null {
  if (encoding !== 'multipart') return null;
  return contentType === '' || (content === 'text' && contentType === 'text/plain') ? null : contentType;
}
