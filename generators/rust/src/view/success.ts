import { code, type Lexeme } from '@sdkgen/codegen';
import { type DeclarationId, declarationOf, type Operation, type Response, type Type } from '@sdkgen/ir';
import { chain, signature } from '../layout/index.ts';
import { identifier, integerLiteral, stringLiteral } from '../literals.ts';
import { packedForm, unpacking } from '../packed.ts';
import { type Context, nativeType, resolved } from '../types.ts';
import { isDownload } from '../uses.ts';
import { membersPlain, plainOf } from './plain.ts';
import { xmlOf } from './xml.ts';

/** What a call gives, the line that sends it, and the function that reads the answer where that takes more than one word. */
export interface Success {
  readonly type: Lexeme;
  readonly receive: Lexeme;
  readonly reader: readonly Lexeme[];
}

export function successOf(context: Context, operation: Operation): Success {
  const { success, method, shape } = operation;
  if (success.type === null || method === 'HEAD') return simple(code`()`, code`nothing`);
  if (isDownload(context.api, operation)) {
    context.imports.own('Download');
    return simple(code`Download`, code`download`);
  }
  const type = nativeType(context, success.type);
  if (shape.kind === 'events') return events(context, operation, type);
  if (shape.kind === 'lines') {
    context.imports.own('Lines');
    context.imports.runtime('Ends');
    const ends = code`Ends::${identifier(shape.framing === 'ndjson' ? 'Line' : 'Record')}`;
    const form = packedForm(context, success.type);
    if (!form) return { type, receive: sent([code`.lines(self.request(), ${ends})`]), reader: [] };
    const head = signature(code`fn read`, [code`text: &[u8]`], code`Result<${type}, String>`, 0);
    return {
      type,
      receive: sent([code`.lines_by(self.request(), ${ends}, read)`]),
      reader: [head, code`    packed::item::<_, ${form}>(text)`, code`}`],
    };
  }
  if (isPlainJson(context, success) && !packedForm(context, success.type)) return simple(type, code`json`);
  context.imports.runtime('reads', 'Received');
  return {
    type,
    receive: sent([code`.decoded(self.request(), read)`]),
    reader: reads(code`answer: Received by answer.status()`, type, armsOf(context, success)),
  };
}

function simple(type: Lexeme, method: Lexeme): Success {
  return { type, receive: sent([code`.${method}(self.request())`]), reader: [] };
}

function sent(links: readonly Lexeme[]): Lexeme {
  return chain(code`self.call`, [...links, code`.await`], code``, 8);
}

/** A braced macro, which rustfmt leaves as it is. */
function reads(from: Lexeme, type: Lexeme, arms: readonly Lexeme[]): Lexeme[] {
  return [
    code`reads! {`,
    code`    ${from} => ${type} {`,
    ...arms.map((arm) => code`        ${arm},`),
    code`    }`,
    code`}`,
  ];
}

/** One type, always as JSON, always there. */
export function isPlainJson(context: Context, { type, responses }: Operation['success']): boolean {
  const isNullable = type !== null && resolved(context, type).kind === 'nullable';
  return !isNullable && responses.every((one) => one.encoding === 'json' && one.variant === null);
}

/** By status; one that is not declared is read like the first that has content. */
function armsOf(context: Context, success: Operation['success']): Lexeme[] {
  const { responses, type } = success;
  const last =
    responses.find(({ status }) => status === 'default') ?? responses.find((one) => one.type !== null) ?? responses[0];
  const others = responses.filter((one) => one !== last && one.status !== 'default');
  return [...others, ...(last ? [last] : [])].map(
    (response) =>
      code`${response === last ? code`_` : statusPattern(response.status)} => ${answerOf(context, type, response)}`,
  );
}

export function statusPattern(status: Response['status']): Lexeme {
  if (status === 'default') return code`_`;
  if (typeof status === 'number') return integerLiteral(status);
  const first = Number(status[0]) * 100;
  return code`${integerLiteral(first)}..=${integerLiteral(first + 99)}`;
}

/** The value of one answer, as what the call gives. */
function answerOf(context: Context, whole: Type | null, response: Response): Lexeme {
  if (response.type === null) return code`Ok(None)`;
  const outer = whole && resolved(context, whole);
  const isNullable = outer?.kind === 'nullable';
  const success = isNullable ? outer.inner : whole;
  const variant = wrapperOf(context, success, response.variant);
  // What one status says is null may be so in its own type, or because another status has no content.
  const own = resolved(context, response.type);
  const kept = isNullable && own.kind === 'nullable' && variant === null ? own.inner : response.type;
  if (isNullable && response.encoding === 'json') {
    const made = code`${unpacking(context, kept)}${variant === null ? code`` : code`.map(${variant})`}`;
    return made.width > 0 ? code`Ok(answer.json_or_nothing()?${made})` : code`answer.json_or_nothing()`;
  }
  const value = decoded(context, kept, response);
  const wrapped = variant === null ? value : code`${value}.map(${variant})`;
  return isNullable ? code`answer.unless_empty(${reading(wrapped)})` : wrapped;
}

/** As a function: the linter wants a method's own name where a closure would only call it. */
function reading(value: Lexeme): Lexeme {
  const [, method] = /^answer\.(\w+)\(\)$/.exec(`${value}`) ?? [];
  return method === undefined ? code`|answer| ${value}` : code`Received::${identifier(method)}`;
}

function decoded(context: Context, type: Type, { encoding }: Response): Lexeme {
  const inner = resolved(context, type);
  switch (encoding) {
    case 'text':
      return isString(inner) ? code`answer.decoded_text()` : code`answer.plain(${plainOf(context, type)})`;
    case 'form': {
      context.imports.runtime('Plain');
      return code`answer.form(${membersPlain(context, type)})`;
    }
    case 'xml':
      return code`answer.xml(&${xmlOf(context, type)})`;
    case 'binary':
    case 'multipart':
      return code`answer.file()`;
    default:
      return code`answer.json()${unpacking(context, type)}`;
  }
}

const isString = (type: Type): boolean => type.kind === 'primitive' && type.primitive === 'string';

/** The variant of the union of answers; boxed where that is. */
function wrapperOf(context: Context, type: Type | null, variant: number | null): Lexeme | null {
  const inner = type && resolved(context, type);
  if (variant === null || inner?.kind !== 'reference') return null;
  const union = identifier(context.names.type(inner.id));
  context.imports.own(`${union}`);
  return code`${union}::${identifier(context.names.variant(inner.id, variant))}`;
}

function unpackedVariant(context: Context, id: DeclarationId, index: number): Lexeme {
  const union = declarationOf(context.api, id);
  const variant = union.kind === 'union' ? union.variants[index] : undefined;
  return variant ? unpacking(context, variant.type) : code``;
}

/** Events: JSON, or text as it is, or the variant their name says. */
function events(context: Context, operation: Operation, type: Lexeme): Success {
  const { shape } = operation;
  const isText = shape.kind === 'events' && shape.data === 'text';
  return followed(context, operation, type, code`FEED`, isText ? code`Event::text` : code`Event::json`);
}

/** The same by WebSocket, where every event is JSON. */
export function feedOf(context: Context, operation: Operation): Success {
  const type = operation.success.type ? nativeType(context, operation.success.type) : code`()`;
  return followed(context, operation, type, code`FEED`, code`Event::json`);
}

function followed(context: Context, { shape, success }: Operation, type: Lexeme, feed: Lexeme, usual: Lexeme): Success {
  const receive = (read: Lexeme): Lexeme =>
    chain(code`${feed}.open(self.call, request, self.last_event_id, ${read})`, [code`.await`], code``, 8);
  if (shape.kind !== 'events') throw new Error('not a stream of events');
  context.imports.runtime('Event');
  const union = success.type && resolved(context, success.type);
  const unpacked = success.type ? unpacking(context, success.type) : code``;
  const read = (arms: readonly Lexeme[]): Success => {
    context.imports.runtime('reads');
    return {
      type,
      receive: receive(code`read`),
      reader: reads(code`event: Event by event.name.as_str()`, type, arms),
    };
  };
  if (unpacked.width > 0) return read([code`_ => event.json()${unpacked}`]);
  if (!shape.byEvent || union?.kind !== 'reference') return { type, receive: receive(usual), reader: [] };
  const { id } = union;
  const arms = shape.byEvent.map(([event, variant]) => {
    const value = code`event.json()${unpackedVariant(context, id, variant)}`;
    return code`${stringLiteral(event)} => ${value}.map(${wrapperOf(context, union, variant) ?? code`Ok`})`;
  });
  const other = code`_ => event.json().map(${identifier(context.names.type(id))}::Other)`;
  return read([...arms, other]);
}
