import { code, Lexeme } from '@sdkgen/codegen';
import { type Argument, declarationOf, type Operation, type Parameter, type Style, type Type } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { bracketed } from '../layout.ts';
import { boolean, identifier, pathText, propertyKey, string } from '../literals.ts';
import type { Context } from './context.ts';
import { bulkList, wholeBody } from './parameters.ts';

/** What stands before codecs of declarations outside of `codecs.ts`. */
export const CODECS = code`codecs.`;

/** The expression of an argument in the endpoint's functions. */
function given(context: Context, operation: Operation, argument: Argument): Lexeme {
  const name = context.named.arguments(operation).get(argument) ?? '';
  return /^[\p{ID_Start}$_]/u.test(name) ? code`params.${identifier(name)}` : code`params[${string(name)}]`;
}

function argumentOf(operation: Operation, parameter: Parameter): Argument | undefined {
  return operation.arguments.find(({ at }) => 'parameter' in at && at.parameter === parameter);
}

export function pathOf(context: Context, operation: Operation): Lexeme {
  const parts = operation.path.map((part) => {
    if (part.kind === 'text') return pathText(part.text);
    const argument = operation.arguments.find(({ at }) => at.in === 'path' && at.parameter.name.wire === part.wire);
    if (!argument || !('parameter' in argument.at)) throw new Error(`no argument for {${part.wire}}`);
    const value = parameterArguments(context, operation, argument, argument.at.parameter, {
      style: 'simple',
      explode: false,
    });
    return code`\${wire.pathPart(${value})}`;
  });
  const isFixed = operation.path.every(({ kind }) => kind === 'text');
  const text = Lexeme.join(parts, '');
  return isFixed ? code`() => ${string(`${text}`)}` : code`(params) => \`${text}\``;
}

/** The arguments of the runtime's function for one parameter; options only where they are not the default. */
function parameterArguments(
  context: Context,
  operation: Operation,
  argument: Argument,
  { name, type, style, explode, allowReserved }: Parameter,
  usual: { readonly style: Style; readonly explode: boolean },
): Lexeme {
  const isScalar = !isCompound(context, type);
  const options = [
    ...(style === usual.style ? [] : [code`style: ${string(style)}`]),
    ...(explode === usual.explode || isScalar ? [] : [code`explode: ${boolean(explode)}`]),
    ...(allowReserved ? [code`allowReserved: true`] : []),
  ];
  const rest = options.length > 0 ? code`, { ${Lexeme.join(options, ', ')} }` : code``;
  const codec = codecOf(type, context.api, context.named, CODECS);
  return code`${string(name.wire)}, ${codec}, ${given(context, operation, argument)}${rest}`;
}

/** Whether a value may be a list or an object, for which exploding makes a difference. */
function isCompound({ api }: Context, type: Type): boolean {
  if (type.kind === 'primitive') return type.primitive === 'json';
  if (type.kind === 'literal') return false;
  return !(type.kind === 'reference' && declarationOf(api, type.id).kind === 'enum');
}

export function queryOf(context: Context, operation: Operation): Lexeme[] {
  const parts = operation.parameters.flatMap((parameter) => {
    const argument = parameter.in === 'query' ? argumentOf(operation, parameter) : undefined;
    if (!argument) return [];
    const value = parameterArguments(context, operation, argument, parameter, { style: 'form', explode: true });
    return [code`...wire.queryParts(${value})`];
  });
  return parts.length > 0 ? bracketed(code`query: (params) => [`, parts, code`],`, 2) : [];
}

export function headersOf(context: Context, operation: Operation): Lexeme[] {
  const lines = operation.parameters.flatMap((parameter) => {
    const argument = parameter.in === 'header' ? argumentOf(operation, parameter) : undefined;
    if (!argument) return [];
    const value = parameterArguments(context, operation, argument, parameter, { style: 'simple', explode: false });
    return [code`  ${propertyKey(parameter.name.wire.toLowerCase())}: wire.headerValue(${value}),`];
  });
  return lines.length > 0 ? [code`headers: (params) => ({`, ...lines, code`}),`] : [];
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
    return [code`body: (params) => wire.memberOf(${string(name)}, ${codec}, ${given(context, operation, argument)}),`];
  }
  if (operation.shape.kind !== 'bulk' && wholeBody(context, operation)) {
    const whole = code`wire.bodyOf(${codecOf(body.type, api, named, CODECS)}, params)`;
    return [code`body: (params) => ${body.required ? whole : code`wire.optionalBody(${whole})`},`];
  }
  const members = operation.arguments.flatMap((argument) => {
    if (argument.at.in !== 'member' || argument === bulkList(operation)) return [];
    const codec = codecOf(argument.type, api, named, CODECS);
    const name = named.arguments(operation).get(argument) ?? '';
    const value = code`${string(name)}, ${codec}, ${given(context, operation, argument)}`;
    return [code`  ${propertyKey(argument.at.wire)}: wire.memberOf(${value}),`];
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
