import { code, type Lexeme, readmeView, sample } from '@sdkgen/codegen';
import { declarationOf, type Operation, packsFloats } from '@sdkgen/ir';
import { identifier, packageSpec, propertyKey, string } from '../literals.ts';
import { failedMember, memberNames } from './bulk.ts';
import type { Context } from './context.ts';
import { exampleCall, exampleOf } from './examples.ts';
import { bulkList } from './parameters.ts';
import { feedOf } from './subscriptions.ts';

/** What the README's skeleton and its leaves print. */
export function nodeReadmeView(context: Context) {
  const { api, config, named, names } = context;
  const of = (kind: Operation['shape']['kind']) =>
    api.operations.filter(({ shape }) => shape.kind === kind).slice(0, 1);
  const [credential] = api.credentials.filter(({ kind }) => kind !== 'basic');
  return {
    ...readmeView(context, 'Node.js', {
      operation: (operation) => `client.${named.method(operation)}`,
      error: (name) => name,
    }),
    packageSpec: packageSpec(names.package),
    module: string(names.package),
    client: identifier(named.client),
    hasPacking: packsFloats(api),
    base: identifier(config.baseError),
    rateLimit: errorFor(context, 429),
    authentication: errorFor(context, 401),
    url: string(api.serverUrl?.startsWith('http') ? api.serverUrl : 'https://api.example.com'),
    credential: (credential ? [credential] : [])
      .map((one) => ({
        name: propertyKey(named.option(one)),
        environment: config.credentials[one.scheme]?.env ?? 'API_KEY',
      }))
      .map(({ name, environment }) => ({ name, value: code`process.env[${string(environment)}]` })),
    quick: quickStart(context).map((operation) => ({
      name: identifier(`${named.method(operation)}Result`),
      call: exampleCall(context, operation),
    })),
    paged: of('paged').map((operation) => ({ call: exampleCall(context, operation) })),
    streams: of('events').map((operation) => ({ call: exampleCall(context, operation) })),
    feeds: api.operations.flatMap((operation) => {
      const feed = feedOf(operation);
      return feed ? [{ call: exampleCall(context, operation, named.method(feed)) }] : [];
    }),
    bulks: of('bulk').map((operation) => bulkExample(context, operation)),
  };
}

/** The first thing that writes and the first that finds: where there is no such pair, the first call. */
function quickStart({ api }: Context): readonly Operation[] {
  const calls = api.operations.filter(({ shape, success }) => shape.kind === 'call' && success.type);
  const isSearch = ({ success: { type } }: Operation) => {
    const declaration = type?.kind === 'reference' ? declarationOf(api, type.id) : null;
    return declaration?.kind === 'object' && declaration.items !== null;
  };
  const chosen = [calls.find(({ timeout }) => timeout === 'write'), calls.find(isSearch)].filter(
    (one) => one !== undefined,
  );
  return chosen.length > 0 ? chosen : calls.slice(0, 1);
}

function bulkExample(context: Context, operation: Operation) {
  const { shape } = operation;
  const list = bulkList(operation);
  const method = code`client.${identifier(context.named.method(operation))}`;
  const results = memberNames(context, operation.success.type);
  const item = shape.kind === 'bulk' ? exampleOf(context, shape.item, sample(context.api, shape.item)) : code`{}`;
  const sums = shape.kind === 'bulk' ? shape.sum : [];
  return {
    method,
    item: list ? item : code`{}`,
    failed: propertyKey(failedMember(context, operation)),
    sums: sums.map((wire) => ({ name: propertyKey(results.get(wire) ?? wire) })).slice(0, 1),
  };
}

function errorFor({ config, runtime }: Context, status: number): Lexeme {
  return identifier(runtime.errors.find((rule) => rule.status?.includes(status))?.name ?? config.baseError);
}
