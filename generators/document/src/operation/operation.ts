import { type Method, nameOf, type Operation, type PathPart, type Retry } from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { type JsonObject, listOf, objectOf, pointerTo, stringsOf, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { argumentsOf } from './arguments.ts';
import { bodyOf } from './body.ts';
import { parametersOf } from './parameters.ts';
import { acceptOf, errorsOf, successOf } from './responses.ts';
import { shapeOf } from './shape.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Every operation of the document, in its order. */
export function operationsOf(lowering: Lowering): Operation[] {
  return Object.entries(objectOf(lowering.root.paths)).flatMap(([template, item]) => {
    const pathItem = lowering.references.resolve(objectOf(item), pointerTo('#', 'paths', template));
    return Object.keys(pathItem.node)
      .filter((key) => METHODS.includes(key))
      .flatMap((key) => {
        const located = { node: objectOf(pathItem.node[key]), pointer: pointerTo(pathItem.pointer, key) };
        const operation = lowering.attempt(() => operationOf(lowering, template, key, pathItem, located));
        return operation ? [operation] : [];
      });
  });
}

function operationOf(
  lowering: Lowering,
  template: string,
  key: string,
  pathItem: Located,
  located: Located,
): Operation {
  const { node, pointer } = located;
  const method = key.toUpperCase() as Method;
  const name = nameOf(textOf(node.operationId) || `${key} ${template}`);
  const parameters = parametersOf(lowering, pathItem, located, name);
  const body = bodyOf(lowering, located, name);
  const success = successOf(lowering, located, name);
  const errors = errorsOf(lowering, located, name);
  const shape = shapeOf(lowering, located, { method, parameters, success, body });
  const idempotencyHeader = parameters.find(({ filledBy }) => filledBy === 'idempotency')?.name.wire ?? null;
  const [tag] = stringsOf(node.tags);
  return {
    name,
    alternative: null,
    method,
    path: pathParts(template),
    template,
    tag: tag === undefined ? null : nameOf(tag),
    server: null,
    parameters,
    body,
    arguments: argumentsOf(lowering, parameters, body),
    fixed: [],
    accept: acceptOf(success),
    success,
    errors,
    shape,
    retry: retryOf(lowering, method, node, idempotencyHeader),
    idempotencyHeader,
    timeout: shape.kind === 'events' ? 'stream' : isRead(method, node) ? 'query' : 'write',
    security: securityOf(lowering, node),
    docs: docsOf(node),
    pointer,
  };
}

function pathParts(template: string): PathPart[] {
  return template
    .split(/(\{[^{}]+\})/)
    .filter(Boolean)
    .map((part) =>
      part.startsWith('{') ? { kind: 'parameter', wire: part.slice(1, -1) } : { kind: 'text', text: part },
    );
}

function isRead(method: Method, node: JsonObject): boolean {
  return method === 'GET' || method === 'HEAD' || node['x-safe'] === true;
}

function retryOf(lowering: Lowering, method: Method, node: JsonObject, idempotencyHeader: string | null): Retry {
  const safe =
    lowering.options.retriedMethods.includes(method) || node['x-safe'] === true || node['x-idempotent'] === true;
  return { kind: safe ? 'always' : idempotencyHeader ? 'keyed' : 'never' };
}

function securityOf(lowering: Lowering, node: JsonObject): string[][] {
  return listOf(node.security ?? lowering.root.security).map((alternative) => Object.keys(objectOf(alternative)));
}
