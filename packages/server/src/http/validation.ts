import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { components } from '../schemas/component.ts';
import type { Problem } from './errors.ts';

/** 2020-12, as OpenAPI 3.1 is; unknown keywords are our `x-` fields and `examples`. */
function validator(coerceTypes: false | 'array') {
  const ajv = new Ajv2020({ strict: false, coerceTypes });
  formats.default(ajv);
  for (const [name, schema] of components) ajv.addSchema(schema, name);
  return ajv;
}

let strict: Ajv2020 | undefined;

/** Checks a JSON value against a schema: null, or the first problem. Compiled on first use, to start fast. */
export function checker(schema: TSchema): (value: unknown) => Problem | null {
  let validate: ReturnType<Ajv2020['compile']> | undefined;
  return (value) => {
    strict ??= validator(false);
    validate ??= strict.compile(schema);
    return validate(value) ? null : toProblem(validate.errors?.[0]);
  };
}

/** The same for values that arrive as text (path, query, headers): numbers are read, one value may stand for a list. */
let lenient: Ajv2020 | undefined;
export function textChecker(schema: TSchema): (value: unknown) => Problem | null {
  lenient ??= validator('array');
  const validate = lenient.compile(schema);
  return (value) => (validate(value) ? null : toProblem(validate.errors?.[0]));
}

function toProblem(error?: ErrorObject): Problem {
  const unknown = error?.params?.additionalProperty ?? error?.params?.unevaluatedProperty;
  const path = (error?.instancePath ?? '').slice(1);
  return unknown === undefined
    ? { path, message: error?.message ?? 'is invalid' }
    : { path: [path, unknown].filter(Boolean).join('/'), message: 'is not a known member' };
}
