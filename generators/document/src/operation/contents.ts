import type { Encoding, Name, Type } from '@sdkgen/ir';
import { isObject, type JsonObject, type JsonValue, pointerTo } from '../json.ts';
import type { Lowering } from '../lowering.ts';
import { JSON_TYPE, typeOf } from '../schema/type.ts';
import type { Offer } from './media.ts';

const TEXT: Type = { kind: 'primitive', primitive: 'string', bounds: {} };
const OCTETS: Type = { kind: 'primitive', primitive: 'binary', bounds: {} };
const SEQUENCES: readonly Encoding[] = ['events', 'ndjson', 'json-seq'];

/** The types of the contents of one operation, going one way. The same inline schema said twice is one type. */
export class Contents {
  readonly #lowering: Lowering;
  readonly #known = new Map<string, Type>();

  constructor(lowering: Lowering) {
    this.#lowering = lowering;
  }

  /** `holder` is where the content map stands. For sequences it is the type of one item. */
  typeOf(offer: Offer, holder: string, name: Name): Type {
    if (offer.encoding === 'text') return TEXT;
    if (offer.encoding === 'binary') return OCTETS;
    const { schema, pointer } = this.schemaOf(offer, holder);
    return this.ofSchema(schema, pointer, name);
  }

  ofSchema(schema: JsonValue | undefined, pointer: string, name: Name): Type {
    if (schema === undefined) return JSON_TYPE;
    const text = JSON.stringify(schema);
    const known = this.#known.get(text) ?? typeOf(this.#lowering, schema, pointer, name);
    this.#known.set(text, known);
    return known;
  }

  /** The schema of what is read at once: of an item where the media type is a sequence of them. */
  schemaOf({ node, key, encoding }: Offer, holder: string): { schema: JsonValue | undefined; pointer: string } {
    const media = pointerTo(holder, 'content', key);
    if (!SEQUENCES.includes(encoding)) return { schema: node.schema, pointer: pointerTo(media, 'schema') };
    if (node.itemSchema !== undefined) return { schema: node.itemSchema, pointer: pointerTo(media, 'itemSchema') };
    // Before 3.2 a sequence was written as the list of its items, or as one of them.
    const { node: list, pointer } = isObject(node.schema)
      ? this.#lowering.resolve(node.schema, pointerTo(media, 'schema'))
      : { node: {} as JsonObject, pointer: '' };
    if (list.type === 'array' && list.items !== undefined)
      return { schema: list.items, pointer: pointerTo(pointer, 'items') };
    return { schema: node.schema, pointer: pointerTo(media, 'schema') };
  }
}
