import { code, type Lexeme, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import { declarationOf, type Operation } from '@sdkgen/ir';
import { docComment, identifier, importSpec, namedImport, numberLiteral, stringLiteral } from '../literals.ts';
import type { Types } from '../types.ts';
import { argumentsView } from './arguments.ts';
import { type Common, importList, type Package } from './package.ts';
import { resultOf } from './results.ts';

/** How a test says what one operation answers. */
interface StubView {
  readonly doc: Lexeme;
  readonly method: Lexeme;
  readonly type: Lexeme;
  readonly value: Lexeme;
  readonly imports: readonly string[];
}

/** A package below the SDK's with a stand-in for the server, a typed answer for each operation. */
export function fakeFiles(input: RenderInput, view: Package): RenderedFile[] {
  const { api, names, config } = input;
  if (api.operations.length === 0) return [];
  const folder = `${names.module}test`;
  const types = view.types.from(names.module);
  const stubs = api.operations.map((operation) => stubView(types, operation));
  const has = (helper: string) => stubs.some(({ value }) => new RegExp(`\\b${helper}\\b`).test(`${value}`));
  const example = exampleOf(types);
  const common: Common = view.common;
  const data = {
    ...common,
    fakeName: identifier(folder),
    fakeImport: importSpec(`${names.package}/${folder}`),
    sdkImport: namedImport(names.package, names.module),
    base: identifier(config.baseError),
    stubs,
    hasDeprecated: [...api.operations, ...api.declarations.values()].some(({ docs }) => docs.deprecated),
    hasEvents: has('event'),
    hasLines: has('line'),
    hasMarshal: has('marshal'),
    hasDates: has('dateText'),
    fakeImports: importList([
      'testing',
      ...(has('marshal') ? ['encoding/json'] : []),
      ...stubs.flatMap(({ imports }) => imports),
    ]),
    ...(example ? exampleView(types, example) : {}),
  };
  const file = (name: string): RenderedFile => ({
    path: `${folder}/${name}`,
    text: input.render(`fake/${name}`, data),
  });
  return ['fake.go', 'operations.go', ...(example ? ['fake_test.go'] : [])].map(file);
}

function stubView(types: Types, operation: Operation): StubView {
  const method = types.names.operation(operation).method;
  const stub = code`f.of(${stringLiteral(operation.name.wire)})`;
  const { helper, type, encode, imports } = resultOf(types, operation);
  const { shape, success } = operation;
  const status = numberLiteral(success.status);
  const doc = docComment([`${method} says what ${method} of the client gets.`]);
  const view = (kind: Lexeme, value: Lexeme, used: readonly string[] = []): StubView => ({
    doc,
    method: identifier(method),
    type: kind,
    value,
    imports: used,
  });
  if (shape.kind === 'lines' || (shape.kind === 'events' && shape.data === 'json' && !shape.byEvent)) {
    const [mediaType, frame] =
      shape.kind === 'lines' ? [success.mediaType ?? '', 'line'] : ['text/event-stream', 'event'];
    const fields = code`${stub}, f.t, ${stringLiteral(mediaType)}, ${identifier(frame)}, ${encode}`;
    return view(code`Stream[${type}]`, code`Stream[${type}]{${fields}}`, imports);
  }
  if (shape.kind === 'events') return view(code`Octets`, code`Octets{${stub}}`);
  if (helper === 'performNothing') return view(code`Nothing`, code`Nothing{${stub}, ${status}}`);
  if (helper === 'perform')
    return view(code`Answers[${type}]`, code`Answers[${type}]{${stub}, f.t, ${status}, ${encode}}`, imports);
  return view(code`Octets`, code`Octets{${stub}}`);
}

/** One that may be called with nothing and gives a struct. */
function isExample(types: Types, operation: Operation): boolean {
  const { shape, arguments: all } = operation;
  const result = resultOf(types, operation);
  return (
    shape.kind === 'call' &&
    result.helper === 'perform' &&
    `${result.type}`.startsWith('*') &&
    all.every(({ required }) => !required)
  );
}

/** One that nobody is told to leave, where there is such. */
function exampleOf(types: Types): Operation | undefined {
  const examples = types.api.operations.filter((operation) => isExample(types, operation));
  return examples.find((operation) => !isDeprecated(types, operation)) ?? examples[0];
}

/** Whether it or what it gives is going away. */
function isDeprecated(types: Types, { docs, success: { type } }: Operation): boolean {
  return docs.deprecated || (type?.kind === 'reference' && declarationOf(types.api, type.id).docs.deprecated);
}

/** What the README shows of it: one operation, if any is simple enough. */
export function fakedExamples(types: Types): { method: Lexeme; result: Lexeme }[] {
  const example = exampleOf(types);
  if (!example) return [];
  const result = identifier(`${resultOf(types, example).type}`.slice(1).split('.').at(-1) ?? '');
  return [{ method: identifier(types.names.operation(example).method), result: types.own(`${result}`) }];
}

function exampleView(types: Types, operation: Operation): object {
  const names = types.names.operation(operation);
  const hasParams = argumentsView(types, operation).placed.length > 0;
  return {
    method: identifier(names.method),
    result: resultOf(types, operation).type,
    isDeprecated: isDeprecated(types, operation),
    params: hasParams ? code`, ${types.own(names.params)}{}` : code``,
  };
}
