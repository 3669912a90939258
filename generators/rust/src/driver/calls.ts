import { code, Lexeme, type RenderInput } from '@sdkgen/codegen';
import { type Api, type Argument, type Operation, unreachable } from '@sdkgen/ir';
import { argumentsOf } from '../arguments.ts';
import { Imports } from '../imports.ts';
import { booleanLiteral, identifier, stringLiteral } from '../literals.ts';
import type { Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';
import { type Context, nativeType } from '../types.ts';
import { isDownload } from '../uses.ts';
import { bulkInput } from '../view/bulk.ts';
import { bodyModel, groupingSetters, type Input, inputsOf } from '../view/input.ts';

/** The table of all ways to call. */
export function callsView(api: Api, names: Names): object {
  const modules = api.operations.map((operation) => identifier(names.operation(operation).module));
  const feeds = api.operations.map((operation) => names.operation(operation).feed);
  return {
    modules: [...modules, ...feeds.flatMap((feed) => (feed ? [identifier(feed.module)] : []))],
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
      subscribe: feeds[index] ? code`Some(${identifier(feeds[index].module)}::run)` : code`None`,
    })),
  };
}

const isStream = ({ shape: { kind } }: Operation): boolean => kind === 'events' || kind === 'lines';

/** One call: its arguments read from JSON into the SDK's own types, given as a user would. */
export function callView(input: RenderInput, names: Names, recursion: Recursion, operation: Operation): object {
  const imports = new Imports('sdk');
  const context: Context = { api: input.api, names, recursion, imports, within: null };
  // How values are given is looked at with imports of its own: none of that is printed.
  const silent: Context = { ...context, imports: new Imports('sdk') };
  const { shape } = operation;
  const inputs = inputsOf(context, operation);
  const twins = inputsOf(silent, operation);
  const list = shape.kind === 'bulk' ? bulkInput(inputs, shape) : null;
  const given = inputs.map((one, index) => ({ input: one, isBorrowed: one !== list && isBorrowed(twins[index]) }));
  const required = given.filter(({ input: { argument } }) => argument.required);
  const pairs = groupingSetters(silent, input.config, operation, twins).replaced.map(({ name }) => name);
  const isFlat = bodyModel(context, operation) !== null;
  const view = {
    isFlat,
    fixed: Lexeme.join(fixedIn(operation, inputs).map(stringLiteral), ', '),
    method: identifier(names.operation(operation).method),
    required: required.map((one, index) => ({
      name: identifier(`a${index}`),
      type: givenType(context, operation, one.input),
      read: requiredValue(operation, one.input),
    })),
    arguments: Lexeme.join(
      required.map((one, index) => passed(one, identifier(`a${index}`))),
      ', ',
    ),
    optional: given
      .filter(({ input: { argument } }) => !argument.required)
      .map((one) => optional(context, operation, one, pairs)),
    extras: isFlat ? code`extras!(call, input, extra_member);` : code`extras!(call, input);`,
    isWhole: shape.kind === 'call' && !isDownload(input.api, operation),
    isDownload: isDownload(input.api, operation),
    isBulk: shape.kind === 'bulk',
    isStream: isStream(operation),
    isEvents: shape.kind === 'events',
    isPaged: shape.kind === 'paged',
  };
  imports.add('crate', isDownload(input.api, operation) ? 'download' : 'answer');
  imports.add('crate::api', 'Client');
  imports.add('crate::choice', 'Answering');
  imports.add('crate::input', 'extras');
  imports.add('crate::input', 'Input');
  if (required.some(({ input: one }) => isSequence(operation, one))) imports.add('crate::input', 'sequence');
  if (inputs.some(({ argument }) => argument.at.in !== 'body')) imports.add('crate::input', 'Place');
  return { ...view, imports: imports.print() };
}

/** Members of a flattened body that the SDK sets by itself. */
function fixedIn(operation: Operation, inputs: readonly Input[]): string[] {
  const membersOf = (all: readonly Argument[]): string[] =>
    all.flatMap(({ at }) => (at.in === 'member' ? [at.wire] : []));
  const given = new Set(membersOf(inputs.map(({ argument }) => argument)));
  const constant = membersOf(argumentsOf(operation)).filter((wire) => !given.has(wire));
  return [...operation.fixed.map(({ wire }) => wire), ...constant];
}

interface Given {
  readonly input: Input;
  readonly isBorrowed: boolean;
}

/** Lists of numbers and of text are given by reference, everything else as it is. */
const isBorrowed = (input: Input | undefined): boolean => `${input?.passing.type ?? ''}`.startsWith('&');

const passed = (given: Given, name: Lexeme): Lexeme => (given.isBorrowed ? code`&${name}` : name);

function optional(context: Context, operation: Operation, given: Given, pairs: readonly string[]): object {
  const { input } = given;
  const isMaybe = input.member?.presence === 'maybe';
  if (isMaybe) context.imports.own('Maybe');
  const type = givenType(context, operation, input);
  const isPair = pairs.includes(input.name);
  const call = context.names.operation(operation);
  const method = isMaybe ? code`maybe::<${type}>` : code`optional::<${type}>`;
  return {
    isMaybe,
    isPlain: !isMaybe,
    setter: identifier(isPair ? call.grouping(input.argument.name.wire) : input.name),
    clear: identifier(input.clear),
    read: isOctets(operation, input)
      ? code`input.optional_octets()?`
      : reading(input, method, code`optional_body::<${type}>`),
    value: isPair ? code`value.0, value.1` : passed(given, code`value`),
  };
}

function requiredValue(operation: Operation, input: Input): Lexeme {
  if (isOctets(operation, input)) return code`input.octets()?`;
  const read = reading(input, code`required`);
  return isSequence(operation, input) ? code`sequence!(input, ${read})` : read;
}

/** What the driver makes an argument from: of what is streamed, all of it. */
function givenType(context: Context, operation: Operation, input: Input): Lexeme {
  if (isOctets(operation, input)) return code`Vec<u8>`;
  if (isSequence(operation, input) && !input.argument.required) return code`Vec<${nativeType(context, input.value)}>`;
  return input.passing.native;
}

const isSequence = ({ body }: Operation, { argument }: Input): boolean =>
  argument.at.in === 'body' && (body?.encoding === 'ndjson' || body?.encoding === 'json-seq');

const isOctets = ({ body }: Operation, { argument }: Input): boolean =>
  argument.at.in === 'body' && body?.encoding === 'binary';

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
