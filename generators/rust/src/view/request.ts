import { code, encodedPath, type Lexeme } from '@sdkgen/codegen';
import { type Body, type Operation, unreachable } from '@sdkgen/ir';
import { assignment, call, chainAfter } from '../layout/index.ts';
import { identifier, stringLiteral } from '../literals.ts';
import { packedForm } from '../packed.ts';
import type { Context } from '../types.ts';
import type { Input } from './input.ts';
import { defaultUrl } from './servers.ts';
import { styleOf } from './style.ts';
import { xmlErrors, xmlOf } from './xml.ts';

/** The statements that put a call's arguments on its request. */
export function requestLines(context: Context, operation: Operation, inputs: readonly Input[]): Lexeme[] {
  const path = operation.path.map((part) =>
    part.kind === 'text' ? textLine(part.text) : parameter(context, inputOf(inputs, 'path', part.wire), code`segment`),
  );
  const others = inputs.flatMap((input) => parameterLines(context, input));
  return [
    ...serverLines(operation),
    ...path,
    ...others,
    ...bodyLines(context, operation, inputs),
    ...packLines(context, operation),
    ...preferLines(operation),
    ...errorLines(context, operation),
  ];
}

/** The statement for an argument that is a parameter outside the path. */
export function parameterLines(context: Context, input: Input): Lexeme[] {
  switch (input.argument.at.in) {
    case 'query':
      return [
        parameter(context, input, input.argument.at.parameter.allowReserved ? code`query_reserved` : code`query`),
      ];
    case 'header':
      return [parameter(context, input, code`header`)];
    case 'cookie':
      return [parameter(context, input, code`cookie`)];
    case 'path':
    case 'member':
    case 'body':
      return [];
    default:
      return unreachable(input.argument.at);
  }
}

function inputOf(inputs: readonly Input[], place: string, wire: string): Input {
  const input = inputs.find(
    ({ argument: { at } }) => at.in === place && 'parameter' in at && at.parameter.name.wire === wire,
  );
  if (!input) throw new Error(`no argument for ${wire}`);
  return input;
}

/** Already encoded once and for all. */
export function textLine(part: string): Lexeme {
  return call(code`request.text`, [stringLiteral(encodedPath(part))], code`;`, 8);
}

function parameter({ imports }: Context, { argument, name }: Input, method: Lexeme): Lexeme {
  const { at } = argument;
  if (!('parameter' in at)) throw new Error(`${argument.name.wire} is no parameter`);
  imports.runtime('Style');
  const parts = [stringLiteral(at.parameter.name.wire), styleOf(at.parameter), code`&self.${identifier(name)}`];
  return call(code`request.${method}`, parts, code`?;`, 8);
}

function bodyLines(context: Context, { body, fixed, packs }: Operation, inputs: readonly Input[]): Lexeme[] {
  if (!body) return [];
  const put = packs.request ? putPacked : putPlain;
  if (body.encoding === 'ndjson' || body.encoding === 'json-seq') context.imports.runtime('Framing');
  const whole = inputs.find(({ argument }) => argument.at.in === 'body');
  if (!whole) return [...fixedLines(fixed), ...put(context, body, code`&self.body`, code`self.body`, 8)];
  const kept = code`self.${identifier(whole.name)}`;
  if (whole.argument.required) return [...fixedLines(fixed), ...put(context, body, code`&${kept}`, kept, 8)];
  return [
    code`        if let Some(body) = &${kept} {`,
    ...fixedLines(fixed).map((line) => code`    ${line}`),
    ...put(context, body, code`body`, code`body`, 12),
    code`        }`,
  ];
}

/** Large bodies go compressed where the server takes them so. */
function packLines({ imports }: Context, { body }: Operation): Lexeme[] {
  if (!body?.gzip) return [];
  imports.runtime('gzip');
  return [code`        request.pack = Some(gzip);`];
}

/** Packed lists are asked for where the answer may have any. */
function preferLines({ packs }: Operation): Lexeme[] {
  return packs.response ? [code`        request.preference = self.call.preference();`] : [];
}

/** What reads its errors, where those are XML. */
function errorLines({ api }: Context, operation: Operation): Lexeme[] {
  const reader = xmlErrors(api, operation);
  return reader ? [code`        request.error_body = Some(${reader});`] : [];
}

function fixedLines(fixed: Operation['fixed']): Lexeme[] {
  if (fixed.length === 0) return [];
  const members = Object.fromEntries(fixed.map(({ wire, value }) => [wire, value]));
  return [call(code`request.fixed`, [stringLiteral(JSON.stringify(members))], code`;`, 8)];
}

/** An operation that is reached elsewhere says where. A URL without a host says nothing. */
export function serverLines({ server }: Operation): Lexeme[] {
  if (!server || !/^https?:/i.test(server.url)) return [];
  return [assignment(code`request.server`, code`Some(${stringLiteral(defaultUrl(server))})`, 8)];
}

type Put = (context: Context, body: Body, reference: Lexeme, owner: Lexeme, indent: number) => Lexeme[];

const putPlain: Put = (...all) => [bodyLine(...all)];

/** JSON within which lists are packed where the client is told so. */
const putPacked: Put = (context, { type, mediaType, encoding }, reference, _, indent) => {
  const form = packedForm(context, type);
  const media = stringLiteral(mediaType);
  if (encoding === 'json' || encoding === 'merge-patch') {
    return [
      ...(form ? [call(code`let body = packed::As::<_, ${form}>::of`, [reference], code`;`, indent)] : []),
      call(code`let body = self.call.packing`, [form ? code`body` : reference], code`;`, indent),
      call(code`request.json`, [media, code`&body`], code`?;`, indent),
    ];
  }
  context.imports.runtime('packed');
  const framing = code`Framing::${identifier(encoding === 'ndjson' ? 'Lines' : 'Records')}`;
  return [
    chainAfter(
      code`let print = `,
      code`self`,
      [code`.call`, code`.printing::<_, ${form ?? code`packed::Same`}>()`],
      code`;`,
      indent,
    ),
    call(code`request.sequence_by`, [media, framing, reference, code`print`], code`?;`, indent),
  ];
};

function bodyLine(...[context, body, reference, owner, indent]: Parameters<Put>): Lexeme {
  const { mediaType, encoding } = body;
  const type = stringLiteral(mediaType);
  const parts = body.parts.length > 0 ? code`PARTS` : code`&[]`;
  switch (encoding) {
    case 'json':
    case 'merge-patch':
      return call(code`request.json`, [type, reference], code`?;`, indent);
    case 'ndjson':
      return call(code`request.sequence`, [type, code`Framing::Lines`, reference], code`?;`, indent);
    case 'json-seq':
      return call(code`request.sequence`, [type, code`Framing::Records`, reference], code`?;`, indent);
    case 'form':
      return call(code`request.form`, [type, parts, reference], code`?;`, indent);
    case 'multipart':
      return call(code`request.multipart`, [type, parts, reference], code`?;`, indent);
    case 'text':
      return call(code`request.plain`, [type, reference], code`?;`, indent);
    case 'binary':
      return call(code`request.content`, [type, code`${owner}.clone().into()`], code`;`, indent);
    case 'xml':
      return call(code`request.xml`, [type, code`&${xmlOf(context, body.type)}`, reference], code`?;`, indent);
    default:
      return unreachable(encoding);
  }
}
