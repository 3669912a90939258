import { code, type Lexeme } from '@sdkgen/codegen';
import { type Body, type Operation, type Parameter, type Style, Unsupported, unreachable } from '@sdkgen/ir';
import { call } from '../layout/index.ts';
import { identifier, stringLiteral } from '../literals.ts';
import type { Context } from '../types.ts';
import type { Input } from './input.ts';

/** The statements that put a call's arguments on its request. */
export function requestLines(context: Context, operation: Operation, inputs: readonly Input[]): Lexeme[] {
  const path = operation.path.map((part) =>
    part.kind === 'text' ? text(part.text) : parameter(context, inputOf(inputs, 'path', part.wire), code`segment`),
  );
  const others = inputs.flatMap((input) => {
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
  });
  return [...path, ...others, ...bodyLines(operation, inputs)];
}

function inputOf(inputs: readonly Input[], place: string, wire: string): Input {
  const input = inputs.find(
    ({ argument: { at } }) => at.in === place && 'parameter' in at && at.parameter.name.wire === wire,
  );
  if (!input) throw new Error(`no argument for ${wire}`);
  return input;
}

/** Already encoded once and for all. */
function text(part: string): Lexeme {
  return call(code`request.text`, [stringLiteral(encodeURI(decodeURISafely(part)))], code`;`, 8);
}

function decodeURISafely(part: string): string {
  try {
    return decodeURI(part);
  } catch {
    return part;
  }
}

function parameter({ imports }: Context, { argument, name }: Input, method: Lexeme): Lexeme {
  const { at } = argument;
  if (!('parameter' in at)) throw new Error(`${argument.name.wire} is no parameter`);
  imports.runtime('Style');
  const parts = [stringLiteral(at.parameter.name.wire), styleOf(at.parameter), code`&self.${identifier(name)}`];
  return call(code`request.${method}`, parts, code`?;`, 8);
}

const STYLES: Readonly<Record<Exclude<Style, 'json' | 'deepObject'>, string>> = {
  simple: 'Simple',
  label: 'Label',
  matrix: 'Matrix',
  form: 'Form',
  spaceDelimited: 'Space',
  pipeDelimited: 'Pipe',
};

function styleOf({ style, explode }: Parameter): Lexeme {
  if (style === 'json') return code`Style::Json`;
  if (style === 'deepObject') return code`Style::DeepObject`;
  return code`Style::${identifier(STYLES[style])}(${identifier(String(explode))})`;
}

function bodyLines({ body, pointer }: Operation, inputs: readonly Input[]): Lexeme[] {
  if (!body) return [];
  const whole = inputs.find(({ argument }) => argument.at.in === 'body');
  if (!whole) return [put(body, pointer, code`&self.body`, code`self.body`, 8)];
  const kept = code`self.${identifier(whole.name)}`;
  if (whole.argument.required) return [put(body, pointer, code`&${kept}`, kept, 8)];
  return [
    code`        if let Some(body) = &${kept} {`,
    put(body, pointer, code`body`, code`body`, 12),
    code`        }`,
  ];
}

function put({ mediaType, encoding }: Body, pointer: string, reference: Lexeme, owner: Lexeme, indent: number): Lexeme {
  const type = stringLiteral(mediaType);
  switch (encoding) {
    case 'json':
    case 'merge-patch':
      return call(code`request.json`, [type, reference], code`?;`, indent);
    case 'ndjson':
    case 'json-seq':
      return call(code`request.lines`, [type, reference], code`?;`, indent);
    case 'form':
      return call(code`request.form`, [type, reference], code`?;`, indent);
    case 'text':
      return call(code`request.bytes`, [type, code`${owner}.clone().into()`], code`;`, indent);
    case 'binary':
      return call(code`request.bytes`, [type, code`${owner}.clone()`], code`;`, indent);
    case 'multipart':
    case 'xml':
      throw new Unsupported(
        pointer,
        `body-${encoding}`,
        `The Rust target cannot send ${mediaType} yet`,
        'Offer application/json beside it.',
      );
    default:
      return unreachable(encoding);
  }
}
