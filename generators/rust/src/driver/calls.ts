import { code, Lexeme, type RenderInput } from '@sdkgen/codegen';
import { type Api, type Operation, unreachable } from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { booleanLiteral, identifier, stringLiteral } from '../literals.ts';
import type { Names } from '../names.ts';
import { parameterOf } from '../parameters.ts';
import type { Recursion } from '../recursion.ts';
import { type Context, nativeType } from '../types.ts';
import { bulkInput } from '../view/bulk.ts';
import { bodyModel, groupingSetters, type Input, inputsOf } from '../view/input.ts';

/** The table of all ways to call. */
export function callsView(api: Api, names: Names): object {
  const modules = api.operations.map((operation) => identifier(names.operation(operation).module));
  return {
    modules,
    calls: api.operations.map((operation, index) => ({
      operation: stringLiteral((operation.alternative?.of ?? operation.name).wire),
      name: stringLiteral(operation.name.wire),
      route: stringLiteral(`${operation.method} ${operation.template}`),
      contentType: operation.body ? code`Some(${stringLiteral(operation.body.mediaType)})` : code`None`,
      accept: stringLiteral(operation.accept),
      isStream: booleanLiteral(isStream(operation)),
      fixed: Lexeme.join(
        operation.fixed.map(
          ({ wire, value }) => code`(${stringLiteral(wire)}, ${stringLiteral(JSON.stringify(value))})`,
        ),
        ', ',
      ),
      module: modules[index],
    })),
  };
}

const isStream = ({ shape: { kind } }: Operation): boolean => kind === 'events' || kind === 'lines';

/** One call: its arguments read from JSON into the SDK's own types, given as a user would. */
export function callView(input: RenderInput, names: Names, recursion: Recursion, operation: Operation): object {
  const imports = new Imports('sdk');
  const context: Context = { api: input.api, names, recursion, imports, within: null };
  const { shape } = operation;
  const inputs = inputsOf(context, operation);
  const required = inputs.filter(({ argument }) => argument.required);
  const list = shape.kind === 'bulk' ? bulkInput(inputs, shape) : null;
  const pairs = groupingSetters(context, input.config, operation, inputs).replaced;
  const own = new Imports('sdk');
  const inner: Context = { ...context, imports: own };
  const isFlat = bodyModel(context, operation) !== null;
  const view = {
    isFlat,
    method: identifier(names.operation(operation).method),
    required: required.map((one, index) => ({
      name: identifier(`a${index}`),
      type: nativeType(inner, one.value),
      read: reading(one, code`required`),
    })),
    arguments: Lexeme.join(
      required.map((one, index) => given(context, one, identifier(`a${index}`), one === list)),
      ', ',
    ),
    optional: inputs.filter((one) => !one.argument.required).map((one) => optional(inner, operation, one, pairs)),
    extras: isFlat ? code`extras!(call, input, extra_member);` : code`extras!(call, input);`,
    isWhole: shape.kind === 'call',
    isBulk: shape.kind === 'bulk',
    isStream: isStream(operation),
    isPaged: shape.kind === 'paged',
  };
  own.add('crate', 'answer');
  own.add('crate::api', 'Client');
  own.add('crate::choice', 'Answering');
  own.add('crate::input', 'extras');
  own.add('crate::input', 'Input');
  if (inputs.some(({ argument }) => argument.at.in !== 'body')) own.add('crate::input', 'Place');
  return { ...view, imports: own.print() };
}

function optional(context: Context, operation: Operation, input: Input, pairs: readonly Input[]): object {
  const isMaybe = input.member?.presence === 'maybe';
  if (isMaybe) context.imports.own('Maybe');
  const type = nativeType(context, input.value);
  const isPair = pairs.includes(input);
  const call = context.names.operation(operation);
  const method = isMaybe ? code`maybe::<${type}>` : code`optional::<${type}>`;
  return {
    isMaybe,
    isPlain: !isMaybe,
    setter: identifier(isPair ? call.grouping(input.argument.name.wire) : input.name),
    clear: identifier(input.clear),
    read: reading(input, method, code`optional_body::<${type}>`),
    value: isPair ? code`value.0, value.1` : given(context, input, code`value`, false),
  };
}

function reading({ argument: { at, name } }: Input, method: Lexeme, whole = code`body`): Lexeme {
  const taken = (place: string, wire: string): Lexeme =>
    code`input.${method}(Place::${identifier(place)}, ${stringLiteral(wire)})?`;
  switch (at.in) {
    case 'path':
      return taken('Path', name.wire);
    case 'query':
      return taken('Query', name.wire);
    case 'header':
      return taken('Header', name.wire);
    case 'cookie':
      return taken('Cookie', name.wire);
    case 'member':
      return taken('Member', at.wire);
    case 'body':
      return code`input.${whole}()?`;
    default:
      return unreachable(at);
  }
}

/** Lists of numbers and of text are given by reference, everything else as it is. */
function given(context: Context, { value }: Input, name: Lexeme, isList: boolean): Lexeme {
  const unprinted = { ...context, imports: new Imports('sdk') };
  const isBorrowed = !isList && `${parameterOf(unprinted, value).type}`.startsWith('&');
  return isBorrowed ? code`&${name}` : name;
}
