import { joinNames, type Name, nameOf, type Type, type Webhook } from '@sdkgen/ir';
import { docsOf } from './docs.ts';
import { type JsonValue, objectOf, pointerTo, textOf } from './json.ts';
import type { Lowering } from './lowering.ts';
import { offersOf } from './operation/media.ts';
import type { Located } from './references.ts';
import { typeOf } from './schema/type.ts';

/** What the API sends to its users: webhooks of the document, and callbacks its operations announce. */
export function webhooksOf(lowering: Lowering): Webhook[] {
  const hooks = Object.entries(objectOf(lowering.root.webhooks)).flatMap(([wire, item]) =>
    requestsOf(lowering, nameOf(wire), null, { node: objectOf(item), pointer: pointerTo('#', 'webhooks', wire) }),
  );
  const all = [...hooks, ...callbacksOf(lowering)];
  const taken = new Set<string>();
  return all.map((hook) => {
    let { name } = hook;
    for (let count = 2; taken.has(name.words.join(' ')); count++)
      name = { wire: hook.name.wire, words: [...hook.name.words, String(count)] };
    taken.add(name.words.join(' '));
    return { ...hook, name };
  });
}

function callbacksOf(lowering: Lowering): Webhook[] {
  return operationNodes(lowering).flatMap(({ name, located }) =>
    Object.entries(objectOf(located.node.callbacks)).flatMap(([wire, value]) => {
      const callback = lowering.resolve(objectOf(value), pointerTo(located.pointer, 'callbacks', wire));
      return Object.entries(callback.node)
        .filter(([expression]) => !expression.startsWith('x-'))
        .flatMap(([expression, item]) =>
          requestsOf(lowering, joinNames(name, nameOf(wire)), name, {
            node: objectOf(item),
            pointer: pointerTo(callback.pointer, expression),
          }),
        );
    }),
  );
}

function operationNodes(lowering: Lowering): { name: Name; located: Located }[] {
  return Object.entries(objectOf(lowering.root.paths)).flatMap(([template, item]) => {
    const pathItem = lowering.resolve(objectOf(item), pointerTo('#', 'paths', template));
    return Object.entries(pathItem.node)
      .filter(([, value]) => Object.keys(objectOf(objectOf(value).callbacks)).length > 0)
      .map(([key, value]) => ({
        name: nameOf(textOf(objectOf(value).operationId) || `${key} ${template}`),
        located: { node: objectOf(value), pointer: pointerTo(pathItem.pointer, key) },
      }));
  });
}

/** The requests of one path item; nearly always one. */
function requestsOf(lowering: Lowering, name: Name, operation: Name | null, item: Located): Webhook[] {
  const { node, pointer } = lowering.resolve(item.node, item.pointer);
  const methods = Object.entries(node).filter(([key]) =>
    /^(?:get|put|post|delete|options|head|patch|trace)$/.test(key),
  );
  return methods.map(([method, value]) => {
    const own = methods.length > 1 ? joinNames(name, nameOf(method)) : name;
    const place = pointerTo(pointer, method);
    const request = { node: objectOf(value), pointer: place };
    return { name: own, operation, type: payload(lowering, own, request), docs: docsOf(request.node), pointer: place };
  });
}

function payload(lowering: Lowering, name: Name, { node, pointer }: Located): Type | null {
  const body = lowering.resolve(objectOf(node.requestBody as JsonValue), pointerTo(pointer, 'requestBody'));
  const offer = offersOf(lowering, objectOf(body.node.content), ['json']).find(({ encoding }) => encoding === 'json');
  if (!offer) return null;
  const schema = pointerTo(body.pointer, 'content', offer.key, 'schema');
  return typeOf(lowering, offer.node.schema, schema, joinNames(name, nameOf('payload')));
}
