import { type Location, type Name, nameOf, type Parameter, type Style } from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { isObject, type JsonObject, type JsonValue, listOf, objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { constraintsOf } from '../schema/constraints.ts';
import { typeOf } from '../schema/type.ts';
import { encodingOf } from './media.ts';

/** The first style of each place is its default. */
const STYLES: Readonly<Record<Location, readonly Style[]>> = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};
/** OpenAPI has these headers said by contents and security, and ignores parameters of their names. */
const IGNORED_HEADERS = ['accept', 'content-type', 'authorization'];

/** The operation's parameters over the path's, by place and name. */
export function parametersOf(
  lowering: Lowering,
  template: string,
  pathItem: Located,
  operation: Located,
  owner: Name,
): Parameter[] {
  const merged = new Map<string, Located>();
  for (const holder of [pathItem, operation]) {
    for (const [index, parameter] of listOf(holder.node.parameters).entries()) {
      const located = lowering.resolve(objectOf(parameter), pointerTo(holder.pointer, 'parameters', index));
      merged.set(`${textOf(located.node.in)} ${textOf(located.node.name)}`, located);
    }
  }
  const named = new Set([...template.matchAll(/\{([^{}]+)\}/g)].map(([, wire]) => wire ?? ''));
  const declared = [...merged.values()].flatMap((located) => {
    const parameter = isSent(located, named) ? parameterOf(lowering, located, owner) : null;
    return parameter ? [parameter] : [];
  });
  const missing = [...named].filter((wire) => !declared.some((own) => own.in === 'path' && own.name.wire === wire));
  return [...declared, ...missing.map((wire) => undeclared(wire, operation.pointer))];
}

/** A path parameter the path has no place for goes nowhere. */
function isSent({ node }: Located, named: ReadonlySet<string>): boolean {
  const wire = textOf(node.name);
  if (node.in === 'path') return named.has(wire);
  return !(node.in === 'header' && IGNORED_HEADERS.includes(wire.toLowerCase())) && wire + textOf(node.in) !== '';
}

/** A place in the path that nothing describes takes text. */
function undeclared(wire: string, pointer: string): Parameter {
  return {
    name: nameOf(wire),
    in: 'path',
    type: { kind: 'primitive', primitive: 'string', bounds: {} },
    required: true,
    style: 'simple',
    explode: false,
    allowReserved: false,
    default: undefined,
    docs: { summary: '', description: '', deprecated: false, examples: [] },
    filledBy: 'caller',
    pointer,
  };
}

function parameterOf(lowering: Lowering, located: Located, owner: Name): Parameter | null {
  const { node, pointer } = located;
  const wire = textOf(node.name);
  const [content] = Object.entries(objectOf(node.content));
  const where = locationOf(lowering, located, content?.[0]);
  if (!where) return null;
  const isQueryString = node.in === 'querystring';
  const isJson = content !== undefined && !isQueryString && encodingOf(content[0]) === 'json';
  const [schema, place] = content
    ? [objectOf(content[1]).schema, pointerTo(pointer, 'content', content[0], 'schema')]
    : [node.schema, pointerTo(pointer, 'schema')];
  const [usual, ...others] = STYLES[where];
  const stated = others.find((style) => style === node.style) ?? usual ?? 'form';
  const style = isJson ? 'json' : stated;
  const isClient = typeof node['x-client'] === 'string';
  return {
    name: { wire, words: nameOf(isClient ? textOf(node['x-client']) : wire).words },
    in: where,
    type: typeOf(lowering, schema, place, { wire, words: [...owner.words, ...nameOf(wire).words] }),
    required: node.required === true || where === 'path',
    style,
    explode: typeof node.explode === 'boolean' ? node.explode : style === 'form',
    allowReserved: node.allowReserved === true,
    default: defaultOf(lowering, schema, place),
    docs: parameterDocs(lowering, node, schema, place),
    filledBy: isClient ? 'client' : filledBy(lowering, where, wire),
    pointer,
  };
}

/** 3.2's whole query string is the pairs of an object, which is what a form's exploded object is too. */
function locationOf(lowering: Lowering, { node, pointer }: Located, mediaType: string | undefined): Location | null {
  const where = textOf(node.in);
  if (where === 'path' || where === 'query' || where === 'header' || where === 'cookie') return where;
  if (where === 'querystring' && encodingOf(mediaType ?? '') === 'form') return 'query';
  const what = where === 'querystring' ? `a query string of ${mediaType ?? 'no media type'}` : JSON.stringify(where);
  lowering.report('unsupported-parameter', pointer, `the SDKs send no ${what}`, 'Use path, query, header or cookie.');
  return null;
}

function parameterDocs(
  lowering: Lowering,
  node: JsonObject,
  schema: JsonValue | undefined,
  pointer: string,
): Parameter['docs'] {
  const docs = docsOf(node, objectOf(schema));
  const constraints = isObject(schema) ? constraintsOf(lowering.resolve(schema, pointer).node) : [];
  if (constraints.length === 0) return docs;
  return { ...docs, description: [docs.description, constraints.join(' ')].filter(Boolean).join('\n\n') };
}

function defaultOf(lowering: Lowering, schema: JsonValue | undefined, pointer: string): Parameter['default'] {
  const node = objectOf(schema);
  return (node.default ?? lowering.resolve(node, pointer).node.default) as Parameter['default'];
}

function filledBy(lowering: Lowering, where: Location, wire: string): Parameter['filledBy'] {
  if (where !== 'header') return 'caller';
  const { idempotency_key, last_event_id } = lowering.options.headers;
  if (wire.toLowerCase() === idempotency_key) return 'idempotency';
  return wire.toLowerCase() === last_event_id ? 'resume' : 'caller';
}
