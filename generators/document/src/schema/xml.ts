import type { Xml } from '@sdkgen/ir';
import { isObject, type JsonObject, textOf } from '../json.ts';
import type { Lowering } from '../lowering.ts';

/** What the document says of a schema's form in XML, that of a list's items with it; null when it says nothing. */
export function xmlOf(lowering: Lowering, schema: JsonObject): Xml | null {
  const referred = lowering.resolve(schema, '').node;
  const own = isObject(schema.xml) ? schema.xml : referred.xml;
  const item = isObject(referred.items) ? itemOf(lowering, referred.items) : null;
  if (!isObject(own)) return item && { ...NOTHING, item };
  return { ...read(own), wrapped: own.wrapped === true || (own.nodeType === 'element' && !!referred.items), item };
}

/** A list within a list says its own items' form where it is declared. */
function itemOf(lowering: Lowering, items: JsonObject): Xml | null {
  const own = isObject(items.xml) ? items.xml : lowering.resolve(items, '').node.xml;
  return isObject(own) ? read(own) : null;
}

function read(xml: JsonObject): Xml {
  return {
    name: textOf(xml.name) || null,
    namespace: textOf(xml.namespace) || null,
    prefix: textOf(xml.prefix) || null,
    attribute: xml.attribute === true || xml.nodeType === 'attribute',
    wrapped: xml.wrapped === true,
    item: null,
  };
}

const NOTHING: Xml = { name: null, namespace: null, prefix: null, attribute: false, wrapped: false, item: null };
