import { code, Lexeme } from '@sdkgen/codegen';
import { type Body, declarationOf, type Operation, type Part, unreachable } from '@sdkgen/ir';
import { bracketed } from '../layout.ts';
import { boolean, propertyKey, scalar, string } from '../literals.ts';
import { PLANS } from './answers.ts';
import type { Context } from './context.ts';
import { planOf, xmlRoot } from './xml-plans.ts';

/** How the body of an operation travels, where not as JSON, and what the SDK puts into it by itself. */
export function sendingOf(context: Context, { body, fixed }: Operation): Lexeme[] {
  const members = fixed.map(({ wire, value }) => code`${propertyKey(wire)}: ${scalar(value as string)}`);
  return [
    ...(members.length > 0 ? bracketed(code`fixed: { `, members, code` },`, 2) : []),
    ...(body ? senderOf(context, body) : []),
  ];
}

function senderOf(context: Context, body: Body): Lexeme[] {
  switch (body.encoding) {
    case 'json':
    case 'merge-patch':
      return [];
    case 'text':
      return [code`send: texts.body,`];
    case 'binary':
      return [code`send: uploads.body,`];
    case 'form':
      return called(code`send: (value) =>`, code`forms.body(value, {`, body.parts.map(fieldPlan), code`}),`);
    case 'multipart':
      return called(
        code`send: (value, type) =>`,
        code`multipart.body(value, type, [`,
        body.parts.map((part) => partPlan(context, body, part)),
        code`]),`,
      );
    case 'ndjson':
    case 'json-seq':
      return [code`send: (value) => lines.body(value, ${string(body.encoding)}),`];
    case 'xml':
      return [
        code`send: (value) => xml.body(value, ${xmlRoot(context, body.type)}, ${planOf(context, body.type, undefined, PLANS)}),`,
      ];
    default:
      return unreachable(body.encoding);
  }
}

function called(head: Lexeme, open: Lexeme, items: readonly Lexeme[], close: Lexeme): Lexeme[] {
  const isList = `${open}`.endsWith('[');
  // Lists of several objects are always laid out, as objects are; a list of one is not.
  if (items.length === 0 || (isList && items.length === 1)) return [code`${head} ${open}${items[0] ?? code``}${close}`];
  return [head, code`  ${open}`, ...items.map((item) => code`    ${item},`), code`  ${close}`];
}

function fieldPlan({ wire, content, style, explode, allowReserved }: Part): Lexeme {
  const isJson = content === 'json' || content === 'xml';
  const members = [
    ...(isJson || content === 'value'
      ? [code`style: ${string(isJson ? 'json' : content)}`]
      : style === 'form'
        ? []
        : [code`style: ${string(style)}`]),
    ...(isJson || explode === (style === 'form') ? [] : [code`explode: ${boolean(explode)}`]),
    ...(allowReserved ? [code`allowReserved: true`] : []),
  ];
  return code`${propertyKey(wire)}: ${members.length > 0 ? code`{ ${Lexeme.join(members, ', ')} }` : code`{}`}`;
}

function partPlan(context: Context, body: Body, { wire, content, contentType }: Part): Lexeme {
  const kind = content === 'xml' ? 'text' : content;
  const print = content === 'xml' ? code`, print: ${xmlPrinter(context, body, wire)}` : code``;
  // What text, JSON and octets are anyway need not be said.
  const type = contentType === USUAL[content] ? code`` : code`, type: ${string(contentType)}`;
  return code`{ wire: ${string(wire)}, content: ${string(kind)}${type}${print} }`;
}

/** What prints a part that is a document of its own. */
function xmlPrinter(context: Context, { type }: Body, wire: string): Lexeme {
  const declaration = type.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  const properties = declaration?.kind === 'object' ? declaration.properties : [];
  const member = properties.find(({ name }) => name.wire === wire);
  const plan = member ? planOf(context, member.type, undefined, PLANS) : code`{ kind: 'any' }`;
  return code`(value) => xml.print({ name: ${string(member?.xml?.name ?? wire)} }, ${plan}, value)`;
}

const USUAL: Readonly<Record<Part['content'], string>> = {
  file: 'application/octet-stream',
  text: 'text/plain',
  json: 'application/json',
  xml: '',
  value: '',
};
