import type { Docs, Json } from '@sdkgen/ir';
import { type Manner, objectSchema, type Schema } from './schema.ts';
import { memberText } from './text.ts';

/** Bounds that tell an agent something. What is left out the server refuses all the same, and says why. */
const TOLD = new Set(['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum']);
const isTelling = (keyword: string, value: unknown): boolean =>
  TOLD.has(keyword) && typeof value === 'number' && Math.abs(value) < 1e12 && !(keyword === 'minimum' && value === 1);

/** Whether an argument is explained once for all tools, in the server's instructions. */
export type IsCommon = (name: string, text: string) => boolean;

/** What an agent passes: described and bounded. The host closes it: said here, it would be said once for every tool. */
export function inputManner(isCommon: IsCommon): Manner {
  return {
    // Numbers, or whose and when. What is in the object the instructions say: here it would be said nine times over.
    vector: () => ({ type: ['array', 'object'], items: { type: 'number' } }),
    primitive: (type) => ({ type }),
    bounds: (bounds) => Object.fromEntries(Object.entries(bounds).filter(([name, value]) => isTelling(name, value))),
    enumeration: (type, values) => ({ type, enum: values }),
    member: (name, schema, { docs, value }) => describedMember(isCommon, name, schema, docs, value),
    object: objectSchema,
    hides: 'read',
    depth: Number.POSITIVE_INFINITY,
  };
}

export function describedMember(
  isCommon: IsCommon,
  name: string,
  schema: Schema,
  docs: Docs,
  value: Json | undefined,
): Schema {
  const text = memberText(docs);
  return {
    ...schema,
    ...(text && !isCommon(name, text) && { description: text }),
    ...(value !== undefined && value !== false && { default: value }),
  };
}

/** What an agent gets: members of the result with their types, those of its items by name. Vectors are mostly left out. */
export const outputManner: Manner = {
  vector: () => ({ type: 'array' }),
  primitive: (type) => ({ type }),
  bounds: () => ({}),
  enumeration: (type) => ({ type }),
  member: (_name, schema, { depth }) => (isNested(schema) || (depth < 2 && !Array.isArray(schema.type)) ? schema : {}),
  object: (members, depth) => {
    const { type, ...rest } = objectSchema(members.map((member) => ({ ...member, required: false })));
    return depth === 1 ? { type: 'object', ...rest } : rest;
  },
  hides: 'write',
  depth: 2,
};

const isNested = (schema: Schema): boolean => 'properties' in schema || 'items' in schema;
