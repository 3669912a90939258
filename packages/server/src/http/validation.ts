import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { components } from '../schemas/component.ts';
import type { Problem } from './errors.ts';
import { unpacker } from './packed-floats.ts';

export type Check = (value: unknown) => Problem | null;

/** JSON Schema 2020-12, as OpenAPI 3.1 has it; keywords it does not know are our `x-` fields. */
function makeAjv(coerceTypes: false | 'array'): Ajv2020 {
  const ajv = new Ajv2020({ strict: false, coerceTypes, verbose: true });
  formats.default(ajv);
  for (const [name, schema] of components) ajv.addSchema(schema, name);
  return ajv;
}

const made = new Map<string, Ajv2020>();

/** Checks against a schema: null, or the first problem. Compiles on first use, so that starting stays fast. */
function lazily(schema: TSchema, coerceTypes: false | 'array'): Check {
  let validate: ReturnType<Ajv2020['compile']> | undefined;
  return (value) => {
    const ajv = made.get(String(coerceTypes)) ?? makeAjv(coerceTypes);
    made.set(String(coerceTypes), ajv);
    validate ??= ajv.compile(schema);
    return validate(value) ? null : toProblem(validate.errors?.[0]);
  };
}

/** For JSON values, taken as they are, but for packed lists, which become lists in place. */
export function checker(schema: TSchema): Check {
  const check = lazily(schema, false);
  const unpack = unpacker(schema);
  return unpack ? (value) => check(unpack(value)) : check;
}

/** For path, query and headers, which arrive as text: numbers are read in place, one value may stand for a list. */
export const textChecker = (schema: TSchema): Check => lazily(schema, 'array');

function toProblem(error?: ErrorObject): Problem {
  const path = (error?.instancePath ?? '').slice(1);
  const unknown = error?.params?.additionalProperty;
  if (unknown !== undefined)
    return { path: [path, unknown].filter(Boolean).join('/'), message: 'is not a known member' };
  if (error?.keyword === 'type' && error.parentSchema?.['x-packed-floats'])
    return { path, message: 'must be array, or base64 of finite 32-bit floats' };
  return { path, message: error?.message ?? 'is invalid' };
}
