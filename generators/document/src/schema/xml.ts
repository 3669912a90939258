import type { Xml } from '@sdkgen/ir';
import { isObject, type JsonObject, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';

/** What the document says of a schema's form in XML, that of a list's items with it; null when it says nothing. */
export function xmlOf(lowering: Lowering, schema: JsonObject): Xml | null {
  const referred = lowering.resolve(schema, '').node;
  const own = isObject(schema.xml) ? schema.xml : referred.xml;
  const items = isObject(referred.items) ? xmlOf(lowering, referred.items) : null;
  const item = items && Object.values({ ...items, item: null }).some(Boolean) ? { ...items, item: null } : null;
  if (!isObject(own)) return item && { ...NOTHING, item };
  return {
    name: textOf(own.name) || null,
    namespace: textOf(own.namespace) || null,
    prefix: textOf(own.prefix) || null,
    attribute: own.attribute === true || own.nodeType === 'attribute',
    wrapped: own.wrapped === true || (own.nodeType === 'element' && referred.items !== undefined),
    item,
  };
}

const NOTHING: Xml = { name: null, namespace: null, prefix: null, attribute: false, wrapped: false, item: null };
