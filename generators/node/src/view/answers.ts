import { code, Lexeme } from '@sdkgen/codegen';
import {
  declarationOf,
  type Operation,
  type Response,
  type ServerSentEvents,
  type Status,
  type Type,
  typesIn,
  type UnionDeclaration,
  unreachable,
} from '@sdkgen/ir';
import { codecOf } from '../codecs.ts';
import { braced } from '../layout.ts';
import { number, propertyKey } from '../literals.ts';
import type { Context } from './context.ts';
import { CODECS } from './request.ts';
import { planOf } from './xml-plans.ts';

/** What stands before plans of declarations outside of `xml-plans.ts`. */
export const PLANS = code`plans.`;

/** How each declared success is read. Streams read theirs themselves. */
export function answersOf(context: Context, { shape, success }: Operation): Lexeme[] {
  if (shape.kind === 'events' || shape.kind === 'lines') return [code`answers: () => ({}),`];
  const readers = success.responses.map(
    (response) => code`${statusKey(response.status)}: ${readerOf(context, response)}`,
  );
  return braced(code`answers: () => (`, readers, code`),`, 2);
}

function statusKey(status: Status): Lexeme {
  return typeof status === 'number' ? number(status) : propertyKey(status);
}

function readerOf(context: Context, { type, encoding }: Response): Lexeme {
  if (type === null || encoding === null) return code`null`;
  switch (encoding) {
    case 'json':
    case 'merge-patch':
      return code`wire.asJson(${codecAndExactness(context, type)})`;
    case 'text':
      return code`texts.read`;
    case 'form':
      return code`forms.read(${codecOf(type, context.api, context.named, CODECS)})`;
    case 'xml':
      return code`xml.read(${codecOf(type, context.api, context.named, CODECS)}, ${planOf(context, type, undefined, PLANS)})`;
    // Streams beside documents, as answers of other statuses, are read by whoever called.
    case 'ndjson':
    case 'json-seq':
    case 'events':
    case 'binary':
    case 'multipart':
      return code`downloads.read`;
    default:
      return unreachable(encoding);
  }
}

function codecAndExactness(context: Context, type: Type): Lexeme {
  const codec = codecOf(type, context.api, context.named, CODECS);
  return isExact(context, type) ? code`${codec}, true` : codec;
}

/** How one event is read. */
export function eventReader(context: Context, { success: { type } }: Operation, shape: ServerSentEvents): Lexeme {
  if (type === null) return code`(data) => wire.jsonEvent(data, wire.json)`;
  const union = type.kind === 'reference' ? declarationOf(context.api, type.id) : null;
  if (shape.byEvent && union?.kind === 'union') return byName(context, type, union, shape.byEvent);
  if (shape.data === 'text') return code`wire.textEvent`;
  return code`(data) => wire.jsonEvent(data, ${codecAndExactness(context, type)})`;
}

function byName(
  context: Context,
  type: Type,
  { variants }: UnionDeclaration,
  names: readonly (readonly [event: string, variant: number])[],
): Lexeme {
  const codecs = names.flatMap(([event, at]) => {
    const variant = variants[at];
    return variant ? [code`${propertyKey(event)}: ${codecOf(variant.type, context.api, context.named, CODECS)}`] : [];
  });
  return code`(data, type) => wire.namedEvent(data, type, { ${Lexeme.join(codecs, ', ')} }${isExact(context, type) ? code`, true` : code``})`;
}

/** Numbers no double holds are kept as text only where a type asks for their digits. */
export function isExact(context: Context, type: Type, seen = new Set<string>()): boolean {
  const inner = (one: Type) => isExact(context, one, seen);
  switch (type.kind) {
    case 'primitive':
      return type.primitive === 'decimal' || type.primitive === 'decimal-string';
    case 'list':
      return inner(type.items);
    case 'map':
      return inner(type.values);
    case 'nullable':
      return inner(type.inner);
    case 'tuple':
      return [...type.items, ...(type.rest ? [type.rest] : [])].some(inner);
    case 'literal':
      return false;
    case 'reference': {
      if (seen.has(type.id)) return false;
      seen.add(type.id);
      return typesIn(declarationOf(context.api, type.id)).some(inner);
    }
  }
}
