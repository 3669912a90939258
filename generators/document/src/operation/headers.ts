import { type Header, joinNames, type Name, nameOf } from '@sdkgen/ir';
import { docsOf } from '../docs.ts';
import { isObject, type JsonValue, objectOf, pointerTo } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { typeOf } from '../schema/type.ts';

/** Headers of an answer or a part. `Content-Type` is said by the content, and ignored here as OpenAPI has it. */
export function headersOf(lowering: Lowering, headers: JsonValue | undefined, holder: string, owner: Name): Header[] {
  return Object.entries(objectOf(headers))
    .filter(([wire]) => wire.toLowerCase() !== 'content-type')
    .map(([wire, value]) => {
      const { node, pointer } = lowering.resolve(objectOf(value), pointerTo(holder, 'headers', wire));
      const type = typeOf(lowering, node.schema, pointerTo(pointer, 'schema'), joinNames(owner, nameOf(wire)));
      return {
        name: nameOf(wire),
        // One described by a media type is that type's text.
        type: isObject(node.schema) ? type : { kind: 'primitive', primitive: 'string', bounds: {} },
        required: node.required === true,
        explode: node.explode === true,
        docs: docsOf(node, objectOf(node.schema)),
      };
    });
}
