import { code, Lexeme, type ReadmeView, type RenderInput, readmeView, Scope } from '@sdkgen/codegen';
import { declarationOf, type Operation } from '@sdkgen/ir';
import { docComment, identifier, modulePath, namedImport, stringLiteral } from '../literals.ts';
import { claim, unexported } from '../names.ts';
import { KEYWORDS } from '../reserved.ts';
import { type ExampleView, exampleView } from './examples.ts';
import { fakedExamples } from './fake.ts';
import { importList, type Package } from './package.ts';

export interface GoReadmeView extends ReadmeView, Connecting {
  readonly goPath: Lexeme;
  readonly otelGo: Lexeme;
  readonly fakeName: Lexeme;
  readonly fakes: ReturnType<typeof fakedExamples>;
  readonly importPath: Lexeme;
  readonly base: Lexeme;
  readonly quick: readonly ExampleView[];
  readonly quickImports: readonly Lexeme[];
  readonly streams: readonly ExampleView[];
  /** Streams that can be followed by WebSocket too. */
  readonly sockets: readonly ExampleView[];
  readonly hasSockets: boolean;
  readonly lists: readonly ExampleView[];
  readonly bulks: readonly ExampleView[];
  readonly hasPacking: boolean;
  readonly rateLimit: Lexeme;
  readonly interrupted: Lexeme;
}

/** How a program gets a client. */
interface Connecting {
  readonly module: Lexeme;
  readonly client: Lexeme;
  readonly connect: readonly Lexeme[];
}

export function goReadmeView(input: RenderInput, view: Package): GoReadmeView {
  const shown = (kind: Operation['shape']['kind'], most: number) =>
    input.api.operations
      .filter(({ shape }) => shape.kind === kind)
      .slice(0, most)
      .map((operation) => exampleView(input, view.types, operation).view);
  const quick = quickStart(input, view);
  const sockets = input.api.operations.flatMap((operation) => socketExamples(input, view, operation));
  return {
    ...readmeView(input, 'Go', {
      operation: (operation) => view.types.names.operation(operation).method,
      error: (name) => name,
    }),
    ...connecting(input, view),
    goPath: modulePath(input.names.package),
    fakeName: identifier(`${input.names.module}test`),
    fakes: fakedExamples(view.types.from(input.names.module)),
    otelGo: modulePath(`${input.names.package}/otel`),
    importPath: namedImport(input.names.package, input.names.module),
    base: identifier(input.config.baseError),
    quick: quick.map((example) => example.view),
    quickImports: importList(quick.flatMap(({ imports }) => imports)),
    streams: shown('events', 1),
    sockets: sockets.slice(0, 1),
    hasSockets: sockets.length > 0,
    lists: shown('paged', 1),
    bulks: shown('bulk', 1),
    hasPacking: view.common.hasPacking,
    rateLimit: errorFor(input, 429),
    interrupted: identifier(
      input.runtime.local_errors.find(({ code }) => code === 'stream_interrupted')?.name ?? 'StreamInterrupted',
    ),
  };
}

/** A stream shown by the method that follows it by WebSocket. */
function socketExamples(input: RenderInput, { types }: Package, operation: Operation): ExampleView[] {
  const method = types.names.feeds.get(operation);
  if (!method) return [];
  const { view } = exampleView(input, types, operation);
  return [
    {
      ...view,
      method: identifier(method),
      example: identifier(`Example${input.names.client}_${method}`),
      doc: docComment([`One call of ${method}.`]),
    },
  ];
}

/** The first thing that writes and the first that finds: where there is no such pair, the first call. */
function quickStart(input: RenderInput, view: Package): ReturnType<typeof exampleView>[] {
  const calls = input.api.operations.filter(({ shape, success }) => shape.kind === 'call' && success.type);
  const isList = ({ success: { type } }: Operation) => {
    const declaration = type?.kind === 'reference' ? declarationOf(input.api, type.id) : null;
    return declaration?.kind === 'object' && declaration.items !== null;
  };
  const chosen = [calls.find(({ timeout }) => timeout === 'write'), calls.find(isList)].filter(
    (one) => one !== undefined,
  );
  const scope = new Scope(KEYWORDS);
  return (chosen.length > 0 ? chosen : calls.slice(0, 1)).map((operation) =>
    exampleView(input, view.types, operation, claim(scope, unexported(view.types.names.operation(operation).method))),
  );
}

function errorFor({ config, runtime }: RenderInput, status: number): Lexeme {
  return identifier(runtime.errors.find((rule) => rule.status?.includes(status))?.name ?? config.baseError);
}

function connecting({ api, names }: RenderInput, { common }: Package): Connecting {
  const [credential] = common.credentials;
  const option = (name: Lexeme, ...values: readonly string[]) => ({ name, values });
  const options = [
    option(identifier('WithURL'), api.serverUrl?.startsWith('http') ? api.serverUrl : 'https://api.example.com'),
    ...(credential
      ? [option(credential.option, ...(credential.isBasic ? ['your-name', 'your-password'] : ['your-key']))]
      : []),
  ];
  return {
    module: identifier(names.module),
    client: identifier(names.client),
    connect: options.map(
      ({ name, values }) => code`${identifier(names.module)}.${name}(${Lexeme.join(values.map(stringLiteral), ', ')})`,
    ),
  };
}

export interface ExampleFileView {
  readonly imports: readonly Lexeme[];
  readonly importPath: Lexeme;
  readonly examples: readonly ExampleView[];
  readonly connect: readonly Lexeme[];
  readonly rateLimit: Lexeme;
}

/** `example_test.go`: every operation once, and how to tell errors apart. */
export function exampleFileView(input: RenderInput, view: Package): ExampleFileView {
  const rendered = input.api.operations.map((operation) => exampleView(input, view.types, operation));
  const bulk = rendered.some((example) => example.view.isBulk);
  return {
    imports: importList([
      'context',
      'fmt',
      'log',
      ...(bulk ? ['slices'] : []),
      ...rendered.flatMap(({ imports }) => imports),
    ]),
    importPath: namedImport(input.names.package, input.names.module),
    examples: [
      ...rendered.map((example) => example.view),
      ...input.api.operations.flatMap((operation) => socketExamples(input, view, operation)),
    ],
    connect: connecting(input, view).connect,
    rateLimit: errorFor(input, 429),
  };
}
