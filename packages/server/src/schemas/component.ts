import { type Static, type TSchema, Type } from 'typebox';

/** The component schemas by name: what Fastify resolves `$ref`s with and what the document lists. */
export const components = new Map<string, TSchema>();

/**
 * Registers a schema under `components/schemas` and returns a reference that still carries its static type,
 * so using a component anywhere can only ever print a `$ref`, never a copy.
 */
export function component<T extends TSchema>(name: string, schema: T) {
  if (components.has(name)) throw new Error(`component ${name} is declared twice`);
  components.set(name, schema);
  return Type.Unsafe<Static<T>>({ $ref: `${name}#` });
}

/** The same reference with words for the place it is used in (OpenAPI 3.1 allows keywords beside `$ref`). */
export function described<T extends TSchema>(schema: T, words: { description: string; examples?: unknown[] }) {
  return Type.Unsafe<Static<T>>({ ...schema, ...words });
}

/** A value or null: `type: [T, "null"]` where the schema has a plain type, `anyOf` where it is a reference. */
export function nullable<T extends TSchema>(schema: T) {
  const { type, $ref, ...rest } = schema as { type?: string; $ref?: string };
  if ($ref) return Type.Unsafe<Static<T> | null>({ anyOf: [{ $ref }, { type: 'null' }], ...rest });
  return Type.Unsafe<Static<T> | null>({ type: [type, 'null'], ...rest });
}

/** A string whose known values are listed, and which may take others in time. */
export function openEnum(name: string, values: string[], options: { description: string; maxLength?: number }) {
  const schema = Type.String({
    minLength: 1,
    maxLength: 64,
    'x-extensible-enum': values,
    examples: values,
    ...options,
  });
  return component(name, schema);
}
