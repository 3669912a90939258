import { code, Lexeme } from '@sdkgen/codegen';
import { type Body, declarationOf, type Operation, type Part, type Type, unreachable } from '@sdkgen/ir';
import { identifier, stringLiteral, valueLiteral } from '../literals.ts';
import { runtime } from './answers.ts';
import type { ArgumentView } from './operation.ts';
import { bodyEncoder } from './packing.ts';
import type { RequestContext } from './requests.ts';
import { xmlRoot } from './xml.ts';

/** How a body is written; null for JSON, which is how bodies are written unless an operation says otherwise. */
export function writerOf(body: Body | null, context: RequestContext): Lexeme | null {
  if (!body) return null;
  switch (body.encoding) {
    case 'json':
    case 'merge-patch':
      return null;
    case 'text':
      return runtime(context, 'payload', 'text_body');
    case 'binary':
    case 'ndjson':
    case 'json-seq':
      return runtime(context, 'payload', 'binary_body');
    case 'form':
      return runtime(
        context,
        'form',
        'form_body',
        table(body.parts, (part) => fieldOf(part, context)),
      );
    case 'multipart':
      return runtime(
        context,
        'multipart',
        'multipart_body',
        table(body.parts, (part) => partOf(part, body, context)),
      );
    case 'xml': {
      const { objects, name, shape } = xmlRoot(body.type, context);
      return runtime(context, 'xml_text', 'xml_body', objects, name, shape);
    }
    default:
      return unreachable(body.encoding);
  }
}

function table(parts: readonly Part[], of: (part: Part) => Lexeme): Lexeme {
  return code`{${Lexeme.join(
    parts.map((part) => code`${stringLiteral(part.wire)}: ${of(part)}`),
    ', ',
  )}}`;
}

function fieldOf({ content, style, explode, allowReserved }: Part, context: RequestContext): Lexeme {
  const options = [
    ...(content === 'json' || content === 'value'
      ? [stringLiteral(content)]
      : style === 'form'
        ? []
        : [stringLiteral(style)]),
    ...(explode ? [] : [code`explode=False`]),
    ...(allowReserved ? [code`reserved=True`] : []),
  ];
  const name = runtime(context, 'form', 'Field');
  return code`${name}(${Lexeme.join(options, ', ')})`;
}

function partOf({ content, repeated, contentType, wire }: Part, body: Body, context: RequestContext): Lexeme {
  const kind = content === 'json' || content === 'xml' ? 'document' : content;
  // A text part says what it is only where the document does, beyond the default.
  const type = content === 'text' && contentType === 'text/plain' ? '' : contentType;
  const options = [
    stringLiteral(kind),
    ...(repeated ? [code`repeated=True`] : []),
    ...(type ? [code`content_type=${stringLiteral(type)}`] : []),
    ...(content === 'xml' ? xmlPart(wire, body, context) : []),
  ];
  return runtime(context, 'multipart', 'Part', ...options);
}

/** How a part that is an XML document is written. */
function xmlPart(wire: string, { type }: Body, context: RequestContext): Lexeme[] {
  const declaration = type.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  const member = declaration?.kind === 'object' && declaration.properties.find(({ name }) => name.wire === wire);
  if (!member) return [];
  const { objects, name, shape } = xmlRoot(member.type, context);
  return [code`write=${runtime(context, 'xml_text', 'document', objects, name, shape)}`];
}

/** The expression of the body in the function that writes a call; null when there is none. */
export function bodyOf(operation: Operation, args: readonly ArgumentView[], context: RequestContext): Lexeme | null {
  const { body } = operation;
  if (!body) return null;
  if (body.flattened) return body.required ? code`body` : code`body or UNSET`;
  const whole = args.find(({ argument }) => argument.at.in === 'body');
  return whole ? wholeBody(operation, whole, body, context) : null;
}

/** Members of the body that are the same in every call. */
export function fixedMembers({ fixed }: Operation): Lexeme {
  return code`{${Lexeme.join(
    fixed.map(({ wire, value }) => code`${stringLiteral(wire)}: ${valueLiteral(value)}`),
    ', ',
  )}}`;
}

function wholeBody(
  operation: Operation,
  { names, argument, presence }: ArgumentView,
  body: Body,
  context: RequestContext,
): Lexeme {
  const name = identifier(names.local);
  const encoded = code`${wholeEncoder(operation, argument.type, body, context)}(${name})`;
  switch (presence) {
    case 'required':
    case 'constant':
      return encoded;
    case 'optional':
      return code`UNSET if ${name} is None else ${encoded}`;
    case 'settable':
      return code`UNSET if ${name} is UNSET else ${encoded}`;
    default:
      return unreachable(presence);
  }
}

function wholeEncoder(operation: Operation, type: Type, { encoding }: Body, context: RequestContext): Lexeme {
  switch (encoding) {
    case 'binary':
      context.imports.from('._runtime.octets', 'content as _content');
      return code`_content`;
    case 'ndjson':
      context.imports.from('._runtime.item_body', 'items_of as _items_of');
      return code`_items_of(${bodyEncoder(operation, type, context)})`;
    case 'json-seq':
      context.imports.from('._runtime.item_body', 'items_of as _items_of');
      return code`_items_of(${bodyEncoder(operation, type, context)}, b"\\x1e")`;
    default:
      return bodyEncoder(operation, type, context);
  }
}

export const hasUnset = (body: Lexeme | null): boolean => body !== null && /\bUNSET\b/.test(String(body));
