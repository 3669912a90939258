import { code, Lexeme, readmeView, sample } from '@sdkgen/codegen';
import { type Api, type Json, type Operation, packsFloats, type Shape, type Type } from '@sdkgen/ir';
import { dotted, identifier, stringLiteral, valueLiteral } from '../literals.ts';
import type { Source } from './module.ts';
import { isBulkList, namesOf } from './operation.ts';

/** The README: the shared skeleton, with examples of this language on operations picked by their shape. */
export function readmeViewOf(source: Source): object {
  const { api, config, names, py } = source;
  const example = (kind: Shape['kind']) =>
    exampleOf(
      api.operations.find(({ shape }) => shape.kind === kind),
      source,
    );
  const shared = readmeView(source, 'Python', {
    operation: (operation) => namesOf(operation, source).method,
    error: (name) => name,
  });
  const call = exampleOf(quickest(api), source);
  const [credential] = api.credentials;
  return {
    ...shared,
    pip: Lexeme.escaped(names.package),
    module: dotted(names.module),
    client: identifier(names.client),
    asyncClient: identifier(names.asyncClient),
    base: identifier(py.baseError),
    url: stringLiteral(api.serverUrl ?? 'https://api.example.com'),
    hasCredential: credential !== undefined,
    credential: identifier(py.credentials.get(credential?.scheme ?? '') ?? 'credential'),
    environment: stringLiteral(config.credentials[credential?.scheme ?? '']?.env ?? 'API_KEY'),
    hasCall: call !== null,
    call,
    paged: example('paged'),
    events: example('events'),
    feeds: feedsOf(source),
    bulk: example('bulk'),
    hasPacking: packsFloats(api),
    // The skeleton asks `has…` of shapes; an example there is whenever one of that shape is.
  };
}

function feedsOf(source: Source) {
  return source.api.operations.flatMap((operation) => {
    const feed = source.py.feeds.get(operation);
    const example = exampleOf(operation, source);
    return feed && example ? [{ ...example, method: identifier(feed.method) }] : [];
  });
}

/** A call with something to show: the first with arguments, else the first at all. */
function quickest({ operations }: Api): Operation | undefined {
  const calls = operations.filter(({ shape }) => shape.kind === 'call');
  return calls.find(({ arguments: args }) => args.some(({ required }) => required)) ?? calls[0];
}

function exampleOf(operation: Operation | undefined, source: Source) {
  if (!operation) return null;
  const names = namesOf(operation, source);
  const { shape } = operation;
  const required = operation.arguments.filter(
    (argument) => argument.required && !(shape.kind === 'bulk' && isBulkList(argument, shape)),
  );
  const args = required.map(
    (argument) =>
      code`${identifier(names.arguments.get(argument)?.public ?? '')}=${literal(source.api, argument.type, argument.docs.examples)}`,
  );
  return {
    method: identifier(names.method),
    arguments: Lexeme.join(args, ', '),
    hasArguments: args.length > 0,
    more: Lexeme.join([code``, ...args], ', '),
    item: shape.kind === 'bulk' ? literal(source.api, shape.item, []) : code`None`,
    failures: names.failures ? identifier(names.failures) : code`failures`,
    hasResult: operation.success.type !== null,
  };
}

function literal(api: Api, type: Type, examples: readonly Json[]): Lexeme {
  return valueLiteral(sample(api, type, examples));
}
