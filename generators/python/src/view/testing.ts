import { code, type Lexeme } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { Imports } from '../imports.ts';
import { docstring, identifier, numberLiteral, stringLiteral } from '../literals.ts';
import { annotation, type TypeContext } from '../types.ts';
import { moduleView, type Source } from './module.ts';
import { namesOf } from './operation.ts';

const KINDS = ['Answers', 'Nothing', 'Octets', 'Stream'] as const;
type Kind = (typeof KINDS)[number];

/** `testing.py`: a stand-in for the server, with a typed way to say what each operation answers. */
export function testingView(source: Source): object {
  const imports = new Imports();
  const context: TypeContext = { api: source.api, names: source.py, imports, hints: imports, qualified: true };
  const { client, asyncClient } = source.py;
  const stubs = source.api.operations.map((operation) => stubView(operation, source, context));
  imports.from('typing', 'Any');
  imports.from('._client', client);
  imports.from('._async_client', asyncClient);
  for (const name of [...KINDS, 'SentRequest']) imports.from('._runtime.fake', name);
  for (const name of ['AsyncFakeTransport', 'FakeTransport', 'Stub'])
    imports.from('._runtime.fake', `${name} as _${name}`);
  return {
    ...moduleView(source, 'A stand-in for the server in tests of code that calls it.', imports),
    client: identifier(client),
    asyncClient: identifier(asyncClient),
    stubs,
    all: [...[...KINDS, 'Fake', 'SentRequest'].toSorted(), 'async_client', 'client'].map((name) => ({
      name: stringLiteral(name),
    })),
  };
}

function stubView(operation: Operation, source: Source, context: TypeContext) {
  const { shape, success } = operation;
  const { method } = namesOf(operation, source);
  const kind = kindOf(operation);
  const isTyped = (kind === 'Answers' || kind === 'Stream') && success.type !== null;
  const type: Lexeme = isTyped
    ? code`${identifier(kind)}[${annotation(success.type, 'result', context)}]`
    : identifier(kind);
  const media = shape.kind === 'events' ? 'text/event-stream' : success.mediaType;
  const mediaType = media && media !== 'application/json' ? code`, ${stringLiteral(media)}` : code``;
  return {
    method: identifier(method),
    wire: stringLiteral(operation.name.wire),
    type,
    value: code`${identifier(kind)}(${stringLiteral(operation.name.wire)}, ${numberLiteral(success.status)}${mediaType})`,
    doc: docstring([`What \`${method}\` gets.`], 8),
  };
}

function kindOf({ shape, success, method }: Operation): Kind {
  if (success.type === null || method === 'HEAD') return 'Nothing';
  if (shape.kind === 'lines') return 'Stream';
  if (shape.kind === 'events') return shape.data === 'json' && !shape.byEvent ? 'Stream' : 'Octets';
  const isJson = success.responses.every(({ encoding }) => encoding === 'json' || encoding === null);
  return isJson ? 'Answers' : 'Octets';
}
