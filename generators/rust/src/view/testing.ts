import { readFileSync } from 'node:fs';
import { code, headerLines, type Lexeme, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { call, signature } from '../layout/index.ts';
import { docComment, identifier, integerLiteral, lineComment, stringLiteral } from '../literals.ts';
import type { Names } from '../names.ts';
import type { Recursion } from '../recursion.ts';
import { type Context, nativeType } from '../types.ts';
import { isPlainJson } from './success.ts';

/** A module behind the feature `testing`: a fake transport, and for each operation a typed way to say what it answers. */
export function testingFiles(input: RenderInput, names: Names, recursion: Recursion, templates: URL): RenderedFile[] {
  const { api } = input;
  if (api.operations.length === 0) return [];
  const imports = new Imports();
  const context: Context = { api, names, recursion, imports, within: null };
  imports.own(names.client, names.builder);
  const stubs = api.operations.map((operation) => stubView(context, operation));
  const tested = api.operations.find(
    ({ shape, arguments: all }) => shape.kind === 'call' && all.every(({ required }) => !required),
  );
  const view = {
    header: lineComment(headerLines(input)),
    crate: identifier(input.names.module),
    client: identifier(names.client),
    builder: identifier(names.builder),
    hasExample: stubs.length > 0,
    example: stubs[0]?.method ?? code``,
    hasTest: tested !== undefined,
    tested: tested ? identifier(names.operation(tested).method) : code``,
    stubs,
    imports: imports.print(),
  };
  return [
    { path: 'src/testing/mod.rs', text: input.render('testing', view) },
    { path: 'src/testing/fake.rs', text: readFileSync(new URL('testing/fake.rs', templates), 'utf8') },
  ];
}

function stubView(
  context: Context,
  operation: Operation,
): { method: Lexeme; docs: Lexeme; signature: Lexeme; body: Lexeme } {
  const { method } = context.names.operation(operation);
  const kind = kindOf(context, operation);
  // A stream of events has no status to choose: 0 says that it is one.
  const status = operation.shape.kind === 'events' ? 0 : operation.success.status;
  return {
    method: identifier(method),
    docs: docComment([`What \`${context.names.client}::${method}\` gets.`], 4),
    signature: signature(code`pub fn ${identifier(method)}`, [code`&self`], code`Stub<${kind}>`, 4),
    body: call(code`self.stub`, [stringLiteral(operation.name.wire), integerLiteral(status)], code``, 8),
  };
}

function kindOf(context: Context, { shape, success, method }: Operation): Lexeme {
  if (success.type === null || method === 'HEAD') return code`Nothing`;
  const isStream = shape.kind === 'lines' || (shape.kind === 'events' && shape.data === 'json' && !shape.byEvent);
  if (isStream) return code`Stream<${nativeType(context, success.type)}>`;
  if (shape.kind === 'events' || !isPlainJson(context, success)) return code`Octets`;
  return code`Answer<${nativeType(context, success.type)}>`;
}
