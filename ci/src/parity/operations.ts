import type { Language, SdkConfig, Surface, SurfaceField, SurfaceOperation } from '@sdkgen/codegen';
import { type Api, type Argument, declarationOf, joinNames, nameOf, type Operation, type Type } from '@sdkgen/ir';
import { type Expected, expectedOf } from './expected.ts';
import type { Finding } from './finding.ts';
import { says, withoutOwn } from './prose.ts';

export interface Document {
  readonly api: Api;
  readonly config: SdkConfig;
}

/** Operations of a surface against the document: none missing, none more, and each as the document has it. */
export function compareOperations({ api, config }: Document, language: Language, surface: Surface): Finding[] {
  const { manner } = language.surface;
  const expected = expectedOf(api, manner);
  const there = new Map(surface.operations.map((operation) => [operation.name, operation]));
  const wanted = api.operations.flatMap((operation) => [
    { operation, name: manner.operation(operation.name), isFeed: false },
    ...(hasSocket(operation) ? [{ operation, name: manner.operation(SUBSCRIBE), isFeed: true }] : []),
  ]);
  const names = new Set(wanted.map(({ name }) => name));
  const more = surface.operations
    .filter(({ name }) => !names.has(name))
    .map(({ name }) => finding(language, null, [], `operation ${name}`, 'nothing of the document', name));
  const compared = wanted.flatMap(({ operation, name, isFeed }) => {
    const found = there.get(name);
    const features = isFeed ? ['subscribe'] : ['sync', 'async', 'typed request', 'typed response', 'docs'];
    if (!found) return [finding(language, operation, features, `operation ${name}`, name, 'none')];
    if (isFeed) return compareFeed(language, expected, operation, found);
    return [
      ...compareArguments(language, config, expected, operation, found),
      ...compareResult(language, api, expected, operation, found),
      ...compareFeatures(language, operation, found),
      ...compareDocs(language, operation, found),
      ...compareHeaders(language, expected, operation, found),
    ];
  });
  return [...compared, ...more];
}

export const SUBSCRIBE = nameOf('subscribe');

export const hasSocket = ({ shape }: Operation): boolean => shape.kind === 'events' && shape.websocket !== null;

export function finding(
  { id }: Language,
  operation: Operation | null,
  features: readonly string[],
  what: string,
  expected: string,
  got: string,
): Finding {
  const name = operation?.name.wire ?? null;
  const place = name === null || what.startsWith(name) ? what : `${name} › ${what}`;
  return { check: 'surface', language: id, operation: name, features, what: place, expected, got };
}

/** What a caller passes, with its name in the language; of a resumable stream also where it goes on. */
function wantedArguments({ surface: { manner } }: Language, operation: Operation): (readonly [string, Argument])[] {
  const list = operation.shape.kind === 'bulk' ? operation.shape.items : null;
  const named = operation.arguments.map((argument): readonly [string, Argument] => {
    const isBulkList = argument.at.in === 'member' && argument.at.wire === list && manner.bulkArgument !== null;
    return [isBulkList ? (manner.bulkArgument ?? '') : manner.argument(argument.name), argument];
  });
  const cursor = operation.parameters.filter(({ filledBy }) => filledBy === 'resume');
  const resumes = cursor.map((parameter): readonly [string, Argument] => [
    manner.argument(parameter.name),
    { ...parameter, docs: { ...parameter.docs, description: '', summary: '' }, at: { in: parameter.in, parameter } },
  ]);
  return [...named, ...resumes];
}

function compareArguments(
  language: Language,
  config: SdkConfig,
  expected: Expected,
  operation: Operation,
  found: SurfaceOperation,
): Finding[] {
  const wanted = wantedArguments(language, operation);
  const there = new Map(found.arguments.map((field) => [field.name, field]));
  const add = (what: string, is: string, got: string, features = ['typed request']): Finding =>
    finding(language, operation, features, what, is, got);
  const missing = wanted.filter(([name]) => !there.has(name)).map(([name]) => add(name, 'an argument', 'none'));
  const known = new Set([
    ...wanted.map(([name]) => name),
    ...setTogether(language, config, operation),
    'lastEventId',
    'LastEventID',
  ]);
  const more = found.arguments
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => add(name, 'no such argument', name));
  const each = wanted.flatMap(([name, argument]) => {
    const field = there.get(name);
    return field ? compareArgument(language, expected, operation, argument, field, add) : [];
  });
  return [...missing, ...more, ...compareOrder(wanted, found, add), ...each];
}

/** Setters that stand for two arguments are no argument of their own. */
const setTogether = ({ surface: { manner } }: Language, config: SdkConfig, operation: Operation): string[] =>
  config.groupings
    .filter(({ members }) => members.every((member) => operation.arguments.some(({ name }) => name.wire === member)))
    .map(({ name }) => manner.argument(nameOf(name)));

/** Required arguments come in the document's order: callers pass them by place. */
function compareOrder(
  wanted: readonly (readonly [string, Argument])[],
  found: SurfaceOperation,
  add: (what: string, is: string, got: string) => Finding,
): Finding[] {
  const is = wanted.filter(([, { required }]) => required).map(([name]) => name);
  const got = found.arguments.filter(({ name }) => is.includes(name)).map(({ name }) => name);
  const isSame = got.length !== is.length || got.every((name, n) => name === is[n]);
  return isSame ? [] : [add('order of required arguments', is.join(', '), got.join(', '))];
}

function compareArgument(
  language: Language,
  expected: Expected,
  operation: Operation,
  argument: Argument,
  field: SurfaceField,
  add: (what: string, is: string, got: string, features?: string[]) => Finding,
): Finding[] {
  const { manner } = language.surface;
  const written = expected.member(argument.type, argument.required, 'argument');
  const type = isSequence(operation, argument) ? itemsOf(language, expected, operation, argument) : written.type;
  const docs = argument.docs.description || argument.docs.summary;
  const stated = argument.default === undefined ? '' : `Default: ${JSON.stringify(argument.default)}.`;
  const actual = withoutOwn(field.docs, manner);
  const said = /Default: .*$/.exec(actual)?.[0] ?? '';
  return [
    ...(field.type === type ? [] : [add(`${field.name} › type`, type, field.type)]),
    ...(field.isRequired === written.isRequired
      ? []
      : [add(`${field.name} › required`, String(written.isRequired), String(field.isRequired))]),
    ...(says(field.docs, field.name, docs, manner) || isUndocumented(operation, manner.bulkArgument, field)
      ? []
      : [add(`${field.name} › docs`, docs, field.docs, ['docs'])]),
    ...(said === stated.replaceAll('_', '') ? [] : [add(`${field.name} › default`, stated || 'none', said || 'none')]),
  ];
}

/** A list that is an argument of its own, in a language where those have no documentation of their own. */
const isUndocumented = ({ shape }: Operation, bulkArgument: string | null, { name }: SurfaceField): boolean =>
  shape.kind === 'bulk' && name === bulkArgument;

const isSequence = ({ body, shape }: Operation, { at }: Argument): boolean =>
  (at.in === 'body' && (body?.encoding === 'ndjson' || body?.encoding === 'json-seq')) ||
  (shape.kind === 'bulk' && at.in === 'member' && at.wire === shape.items);

function itemsOf(
  { surface: { manner } }: Language,
  expected: Expected,
  { name, shape, body }: Operation,
  { type }: Argument,
): string {
  const item = shape.kind === 'bulk' ? shape.item : type.kind === 'list' ? type.items : (body?.type ?? type);
  return manner.items(expected.notation(item, 'argument'), shape.kind === 'bulk' ? name : null);
}

function compareResult(
  language: Language,
  api: Api,
  expected: Expected,
  operation: Operation,
  found: SurfaceOperation,
): Finding[] {
  const { shape, success } = operation;
  const type = shape.kind === 'paged' ? shape.item : success.type;
  const is = type === null ? 'null' : expected.notation(type, 'result');
  const got = found.gives ?? 'null';
  const outcome = shape.kind === 'bulk' && type?.kind === 'reference' ? declarationOf(api, type.id) : null;
  // A bulk call may give a kind of the result, with what failed beside it.
  const kinds = outcome ? [is, `@${language.surface.manner.type(joinNames(operation.name, nameOf('outcome')))}`] : [is];
  return kinds.includes(got) ? [] : [finding(language, operation, ['typed response'], 'result', is, got)];
}

function compareFeatures(language: Language, operation: Operation, { features }: SurfaceOperation): Finding[] {
  const { sync, async } = language.surface.manner;
  const wanted: readonly (readonly [string, boolean])[] = [
    ['sync', sync === null],
    ['async', async === null],
    ['pages', operation.shape.kind === 'paged'],
    ['stream', operation.shape.kind === 'events' || operation.shape.kind === 'lines'],
    ['bulk', operation.shape.kind === 'bulk'],
    ['timeout', true],
    ['retries', true],
    ['cancellation', true],
    ['raw response', true],
  ];
  return wanted
    .filter(([feature, is]) => is !== (features as readonly string[]).includes(feature))
    .map(([feature, is]) =>
      finding(language, operation, [feature], feature, is ? 'there' : 'not there', is ? 'not there' : 'there'),
    );
}

function compareDocs(language: Language, operation: Operation, found: SurfaceOperation): Finding[] {
  const { manner } = language.surface;
  const { summary, description, deprecated } = operation.docs;
  return [
    ...[summary, ...description.split('\n\n')]
      .filter((text) => !says(found.docs, found.name, text, manner))
      .map((text) => finding(language, operation, ['docs'], 'docs', text, found.docs)),
    ...(found.isDeprecated === deprecated
      ? []
      : [finding(language, operation, ['deprecation'], 'deprecated', String(deprecated), String(found.isDeprecated))]),
  ];
}

/** Headers the document declares for a success, by name; those of errors may stand beside them. */
function compareHeaders(
  language: Language,
  expected: Expected,
  operation: Operation,
  found: SurfaceOperation,
): Finding[] {
  const { manner } = language.surface;
  if (found.headers.length === 0) return [];
  const wanted = operation.success.responses.flatMap(({ headers }) => headers);
  const there = new Map(found.headers.map((header) => [header.name, header]));
  return wanted.flatMap(({ name, type, docs }) => {
    const own = manner.header(name);
    const header = there.get(own);
    const add = (what: string, is: string, got: string, features = ['typed response']): Finding =>
      finding(language, operation, features, `header ${own}${what}`, is, got);
    if (!header) return [add('', 'there', 'none')];
    const is = expected.notation(type, 'result');
    return [
      ...(header.type === is ? [] : [add(' › type', is, header.type)]),
      ...(says(header.docs, own, docs.description, manner)
        ? []
        : [add(' › docs', docs.description, header.docs, ['docs'])]),
    ];
  });
}

/** The feed by WebSocket takes and gives what the stream does. */
function compareFeed(language: Language, expected: Expected, operation: Operation, found: SurfaceOperation): Finding[] {
  const { manner } = language.surface;
  const add = (what: string, is: string, got: string): Finding =>
    finding(language, operation, ['subscribe'], `subscribe › ${what}`, is, got);
  const type: Type | null = operation.success.type;
  const is = type === null ? 'null' : expected.notation(type, 'result');
  const missing = operation.arguments
    .map(({ name }) => manner.argument(name))
    .filter((name) => !found.arguments.some((field) => field.name === name));
  return [
    ...(found.gives === is ? [] : [add('result', is, found.gives ?? 'null')]),
    ...missing.map((name) => add(name, 'an argument', 'none')),
  ];
}
