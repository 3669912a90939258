import { readFileSync } from 'node:fs';
import { code, Lexeme, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { identifier, importSpec, modulePath, namedImport, semver, stringLiteral } from '../literals.ts';
import { argumentsView } from './arguments.ts';
import type { Package } from './package.ts';

/** What spans are, in the SDKs of every language. */
const SPANS = new URL('../../../../templates/shared/spans.json', import.meta.url);

/** A module of its own below the SDK's: who does not trace depends on nothing. */
export function otelFiles(input: RenderInput, { common, types }: Package): RenderedFile[] {
  const { api, names, config } = input;
  const path = `${names.package}/otel`;
  const module = identifier(names.module);
  const simple = api.operations.find((operation) => isSimple(operation));
  const method = simple && types.names.operation(simple);
  const credentials = common.credentials.map(({ option, isBasic }) => {
    const values = isBasic ? ['me', 'canary'] : ['canary'];
    return code`${module}.${option}(${Lexeme.join(values.map(stringLiteral), ', ')})`;
  });
  const hasParams = simple && argumentsView(types, simple).placed.length > 0;
  const params = method && hasParams ? code`, ${module}.${identifier(method.params)}{}` : code``;
  const view = {
    ...common,
    modulePath: modulePath(names.package),
    otelPath: modulePath(path),
    sdkVersion: semver(config.version),
    otelImport: importSpec(path),
    otelScope: stringLiteral(path),
    sdkImport: namedImport(names.package, names.module),
    base: identifier(config.baseError),
    connectKeys: credentials,
    hasSockets: types.used.has('websocket'),
    // What tests alone need is required only where there are some.
    isTested: simple !== undefined,
    call: method
      ? code`${simple.success.type ? code`_, _` : code`_`} = client.${identifier(method.method)}(t.Context()${params})`
      : code``,
    operation: stringLiteral(simple?.name.wire ?? ''),
    httpMethod: stringLiteral(simple?.method ?? ''),
    template: stringLiteral(simple?.template ?? ''),
  };
  const file = (name: string): RenderedFile => ({ path: `otel/${name}`, text: input.render(`otel/${name}`, view) });
  return [
    ...['go.mod', 'go.sum', 'otel.go'].map(file),
    ...(simple
      ? [
          file('otel_test.go'),
          { path: 'otel/testdata/spans.json', text: readFileSync(SPANS, 'utf8') },
          { path: 'network_test.go', text: input.render('network_test.go', view) },
        ]
      : []),
  ];
}

/** One that may be called with nothing, and again. */
function isSimple({ shape, retry, parameters, body, path }: Operation): boolean {
  return (
    shape.kind === 'call' &&
    retry.kind === 'always' &&
    !body?.required &&
    path.every(({ kind }) => kind === 'text') &&
    parameters.every(({ required, filledBy }) => !required || filledBy !== 'caller')
  );
}
