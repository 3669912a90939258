import { type Location, type Name, nameOf, type Parameter, type Style } from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { isObject, type JsonObject, type JsonValue, listOf, objectOf, pointerTo, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import type { Located } from '../references.ts';
import { typeOf } from '../schema/type.ts';

const DEFAULT_STYLE: Readonly<Record<Location, Style>> = {
  path: 'simple',
  query: 'form',
  header: 'simple',
  cookie: 'form',
};

/** The operation's parameters over the path's, by place and name. */
export function parametersOf(lowering: Lowering, pathItem: Located, operation: Located, owner: Name): Parameter[] {
  const merged = new Map<string, Located>();
  for (const holder of [pathItem, operation]) {
    listOf(holder.node.parameters).forEach((parameter, index) => {
      const located = lowering.references.resolve(objectOf(parameter), pointerTo(holder.pointer, 'parameters', index));
      merged.set(`${textOf(located.node.in)} ${textOf(located.node.name)}`, located);
    });
  }
  return [...merged.values()].map((located) => parameterOf(lowering, located, owner));
}

function parameterOf(lowering: Lowering, { node, pointer }: Located, owner: Name): Parameter {
  const where = textOf(node.in) as Location;
  const wire = textOf(node.name);
  const content = Object.entries(objectOf(node.content))[0];
  const [schema, place] = content
    ? [objectOf(content[1]).schema, pointerTo(pointer, 'content', content[0], 'schema')]
    : [node.schema, pointerTo(pointer, 'schema')];
  const style = content ? 'json' : ((textOf(node.style) || DEFAULT_STYLE[where]) as Style);
  const isClient = typeof node['x-client'] === 'string';
  return {
    name: { wire, words: nameOf(isClient ? textOf(node['x-client']) : wire).words },
    in: where,
    type: typeOf(lowering, schema, place, { wire, words: [...owner.words, ...nameOf(wire).words] }),
    required: node.required === true,
    style,
    explode: typeof node.explode === 'boolean' ? node.explode : style === 'form',
    allowReserved: node.allowReserved === true,
    default: defaultOf(lowering, schema, pointer),
    docs: docsOf(node, isObject(schema) ? schema : {}),
    filledBy: isClient ? 'client' : filledBy(lowering, where, wire),
    pointer,
  };
}

function defaultOf(lowering: Lowering, schema: JsonValue | undefined, pointer: string): Parameter['default'] {
  const node: JsonObject = objectOf(schema);
  return (node.default ?? lowering.references.resolve(node, pointer).node.default) as Parameter['default'];
}

function filledBy(lowering: Lowering, where: Location, wire: string): Parameter['filledBy'] {
  if (where !== 'header') return 'caller';
  const { idempotency_key, last_event_id } = lowering.options.headers;
  if (wire.toLowerCase() === idempotency_key) return 'idempotency';
  return wire.toLowerCase() === last_event_id ? 'resume' : 'caller';
}
