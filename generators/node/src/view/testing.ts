import { code, type Lexeme } from '@sdkgen/codegen';
import type { Operation } from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { identifier, number, propertyKey, string } from '../literals.ts';
import { joined, typeOf } from '../types.ts';
import { type Context, header } from './context.ts';
import { importsOf, NAMESPACES, TYPES } from './imports.ts';
import { MODELS } from './parameters.ts';
import { CODECS } from './request.ts';

type Kind = 'Answers' | 'Nothing' | 'Octets' | 'Stream';

/** `testing.ts`: a stand-in for the server, with a typed way to say what each operation answers. */
export function testingView(context: Context) {
  const stubs = context.api.operations.map((operation) => stubView(context, operation));
  return {
    ...header(context),
    ...importsOf(
      stubs.flatMap(({ type, value }) => [type, value]),
      [...TYPES, ...NAMESPACES, 'codecs', 'models'],
      ['Answers', 'ClientOptions', 'fetchOf', 'Nothing', 'Octets', 'SentRequest', 'Stream'],
    ),
    client: identifier(context.named.client),
    stubs,
    isEmpty: stubs.length === 0,
  };
}

function stubView(context: Context, operation: Operation): { name: Lexeme; type: Lexeme; value: Lexeme } {
  const { api, named } = context;
  const { name, method, template, success, shape } = operation;
  const kind = kindOf(operation);
  const media = shape.kind === 'events' ? 'text/event-stream' : success.mediaType;
  const faked = code`{ name: ${string(name.wire)}, method: ${string(method)}, template: ${string(template)}, status: ${number(success.status)}${
    media && media !== 'application/json' ? code`, mediaType: ${string(media)}` : code``
  } }`;
  const typed = kind === 'Answers' || kind === 'Stream' ? success.type : null;
  const type = typed ? code`${identifier(kind)}<${joined(typeOf(typed, 'out', named, MODELS))}>` : identifier(kind);
  const codec = typed ? code`, ${codecOf(typed, api, named, CODECS)}` : code``;
  return {
    name: propertyKey(named.method(operation)),
    type,
    value: code`new ${identifier(kind)}(${faked}${codec})`,
  };
}

function kindOf({ shape, success, method }: Operation): Kind {
  if (success.type === null || method === 'HEAD') return 'Nothing';
  if (shape.kind === 'lines') return 'Stream';
  if (shape.kind === 'events') return shape.data === 'json' && !shape.byEvent ? 'Stream' : 'Octets';
  const isJson = success.responses.every(({ encoding }) => encoding === 'json' || encoding === null);
  return isJson ? 'Answers' : 'Octets';
}
