import { code, Lexeme } from '@sdkgen/codegen';
import {
  type Argument,
  declarationOf,
  type Location,
  type Operation,
  type Parameter,
  type Style,
  type Type,
} from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { bracketed } from '../layout.ts';
import { boolean, identifier, pathText, propertyKey, scalar, string } from '../literals.ts';
import type { Context } from './context.ts';
import { bulkList, wholeBody } from './parameters.ts';

/** What stands before codecs of declarations outside of `codecs.ts`. */
export const CODECS = code`codecs.`;

/** The expression of an argument in the endpoint's functions. */
function given(context: Context, operation: Operation, argument: Argument): Lexeme {
  const name = context.named.arguments(operation).get(argument) ?? '';
  return /^[\p{ID_Start}$_]/u.test(name) ? code`params.${identifier(name)}` : code`params[${string(name)}]`;
}

/** What was given: one that can be only one thing is filled in, any other that is required must be there. */
function valueFor(context: Context, operation: Operation, argument: Argument): Lexeme {
  const { at, required, type } = argument;
  const value = given(context, operation, argument);
  // A path says itself what it needs.
  if (!required || at.in === 'path') return value;
  if (type.kind === 'literal') return code`${value} ?? ${scalar(type.value)}`;
  return code`wire.needed(${string(context.named.arguments(operation).get(argument) ?? '')}, ${value})`;
}

function argumentOf(operation: Operation, parameter: Parameter): Argument | undefined {
  return operation.arguments.find(({ at }) => 'parameter' in at && at.parameter === parameter);
}

export function pathOf(context: Context, operation: Operation): Lexeme {
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return pathText(part.text);
    const argument = operation.arguments.find(({ at }) => at.in === 'path' && at.parameter.name.wire === part.wire);
    if (!argument || !('parameter' in argument.at)) throw new Error(`no argument for {${part.wire}}`);
    const { parameter } = argument.at;
    const value = parameterArguments(context, operation, argument, parameter, false);
    return code`\${${PATH_STYLES[parameter.style] ?? code`wire.pathPart`}(${value})}`;
  });
  const isFixed = operation.path.every(({ kind }) => kind === 'text');
  const text = Lexeme.join(parts, '');
  return isFixed ? code`() => ${string(`${text}`)}` : code`(params) => \`${text}\``;
}

/** The runtime's function for a style; another style is what the place has by default. */
const PATH_STYLES: Styles = { label: code`styles.label`, matrix: code`styles.matrix`, json: code`styles.jsonPath` };
const QUERY_STYLES: Styles = {
  spaceDelimited: code`styles.spaceDelimited`,
  pipeDelimited: code`styles.pipeDelimited`,
  deepObject: code`styles.deepObject`,
  json: code`styles.jsonParts`,
};
const HEADER_STYLES: Styles = { json: code`styles.jsonHeader` };

type Styles = Readonly<Partial<Record<Style, Lexeme>>>;

/** The arguments of the runtime's function for one parameter; options only where they are not the default. */
function parameterArguments(
  context: Context,
  operation: Operation,
  argument: Argument,
  parameter: Parameter,
  usuallyExplodes: boolean,
): Lexeme {
  const { name, type, style, explode, allowReserved } = parameter;
  const hasExplode = isCompound(context, type) && style !== 'deepObject' && style !== 'json';
  const options = [
    ...(explode === usuallyExplodes || !hasExplode ? [] : [code`explode: ${boolean(explode)}`]),
    ...(allowReserved ? [code`allowReserved: true`] : []),
  ];
  const rest = options.length > 0 ? code`, { ${Lexeme.join(options, ', ')} }` : code``;
  const codec = codecOf(type, context.api, context.named, CODECS);
  return code`${string(name.wire)}, ${codec}, ${valueFor(context, operation, argument)}${rest}`;
}

/** Whether a value may be a list or an object, for which exploding makes a difference. */
function isCompound({ api }: Context, type: Type): boolean {
  if (type.kind === 'primitive') return type.primitive === 'json';
  if (type.kind === 'literal') return false;
  return !(type.kind === 'reference' && declarationOf(api, type.id).kind === 'enum');
}

export function queryOf(context: Context, operation: Operation): Lexeme[] {
  return pairsOf(context, operation, 'query', code`query`);
}

export function cookiesOf(context: Context, operation: Operation): Lexeme[] {
  return pairsOf(context, operation, 'cookie', code`cookies`);
}

function pairsOf(context: Context, operation: Operation, place: Location, member: Lexeme): Lexeme[] {
  const parts = passedIn(operation, place).map(({ argument, parameter }) => {
    const { style } = parameter;
    const isForm = style === 'form' || QUERY_STYLES[style] === undefined;
    const value = parameterArguments(context, operation, argument, parameter, isForm);
    return code`...${QUERY_STYLES[style] ?? code`wire.queryParts`}(${value})`;
  });
  return parts.length > 0 ? bracketed(code`${member}: (params) => [`, parts, code`],`, 2) : [];
}

export function headersOf(context: Context, operation: Operation): Lexeme[] {
  const lines = passedIn(operation, 'header').map(({ argument, parameter }) => {
    const value = parameterArguments(context, operation, argument, parameter, false);
    const call = code`${HEADER_STYLES[parameter.style] ?? code`wire.headerValue`}(${value})`;
    return code`  ${propertyKey(parameter.name.wire.toLowerCase())}: ${call},`;
  });
  return lines.length > 0 ? [code`headers: (params) => ({`, ...lines, code`}),`] : [];
}

/** The parameters of one place that callers pass, in the document's order. */
function passedIn(operation: Operation, place: Location): { argument: Argument; parameter: Parameter }[] {
  return operation.parameters.flatMap((parameter) => {
    const argument = parameter.in === place ? argumentOf(operation, parameter) : undefined;
    return argument ? [{ argument, parameter }] : [];
  });
}

/** Whether callers pass any number of items of the body's type. */
export function isMany({ body }: Operation): boolean {
  return body?.encoding === 'ndjson' || body?.encoding === 'json-seq';
}

/** An argument as a member of what is sent. */
export function memberOf(context: Context, operation: Operation, argument: Argument, wire: string): Lexeme {
  const { api, named } = context;
  const codec = codecOf(argument.type, api, named, CODECS);
  const name = named.arguments(operation).get(argument) ?? '';
  const value = code`${string(name)}, ${codec}, ${valueFor(context, operation, argument)}`;
  return code`${propertyKey(wire)}: wire.memberOf(${value})`;
}

/** Whether a body whose members are arguments is what callers pass all the same. */
const isWhole = (context: Context, operation: Operation): boolean =>
  operation.shape.kind !== 'bulk' && wholeBody(context, operation) !== null;

/** What an operation sends by codecs of declarations: of a body that is put together, its members alone. */
export function sentTypes(context: Context, operation: Operation): Type[] {
  const { arguments: passed, body } = operation;
  const isOne = body && (!body.flattened || isWhole(context, operation));
  return [...passed.map(({ type }) => type), ...(isOne ? [body.type] : [])];
}

/** A declared body travels whole; one put together from some arguments, or left over beside a bulk list, member by member. */
export function bodyOf(context: Context, operation: Operation): Lexeme[] {
  const { api, named } = context;
  const { body } = operation;
  if (!body) return [];
  if (!body.flattened) {
    const argument = operation.arguments.find(({ at }) => at.in === 'body');
    if (!argument) return [];
    const codec = codecOf(body.type, api, named, CODECS);
    const name = named.arguments(operation).get(argument) ?? '';
    if (isMany(operation)) {
      const item = operation.packs.request ? code`packed.later(${codec})` : codec;
      return [code`body: (params) => lines.items(${string(name)}, ${item}, ${given(context, operation, argument)}),`];
    }
    return [code`body: (params) => wire.memberOf(${string(name)}, ${codec}, ${given(context, operation, argument)}),`];
  }
  if (isWhole(context, operation)) {
    const whole = code`wire.bodyOf(${codecOf(body.type, api, named, CODECS)}, params)`;
    return [code`body: (params) => ${body.required ? whole : code`wire.optionalBody(${whole})`},`];
  }
  const members = operation.arguments.flatMap((argument) => {
    if (argument.at.in !== 'member' || argument === bulkList(operation)) return [];
    return [code`  ${memberOf(context, operation, argument, argument.at.wire)},`];
  });
  if (members.length === 0) return [];
  if (body.required) return [code`body: (params) => ({`, ...members, code`}),`];
  return [
    code`body: (params) =>`,
    code`  wire.optionalBody({`,
    ...members.map((member) => code`  ${member}`),
    code`  }),`,
  ];
}
