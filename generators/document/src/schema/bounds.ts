import type { Bounds } from '@sdkgen/ir';
import { type JsonObject, numberOf } from '../json.ts';

/** Limits of a schema, with 3.0's boolean exclusives read as 3.1's numbers. */
export function boundsOf(schema: JsonObject): Bounds {
  const minimum = numberOf(schema.minimum);
  const maximum = numberOf(schema.maximum);
  const exclusiveBelow = schema.exclusiveMinimum === true;
  const exclusiveAbove = schema.exclusiveMaximum === true;
  return defined({
    minimum: exclusiveBelow ? undefined : minimum,
    maximum: exclusiveAbove ? undefined : maximum,
    exclusiveMinimum: exclusiveBelow ? minimum : numberOf(schema.exclusiveMinimum),
    exclusiveMaximum: exclusiveAbove ? maximum : numberOf(schema.exclusiveMaximum),
    multipleOf: numberOf(schema.multipleOf),
    minLength: numberOf(schema.minLength),
    maxLength: numberOf(schema.maxLength),
    pattern: typeof schema.pattern === 'string' ? schema.pattern : undefined,
    minItems: numberOf(schema.minItems),
    maxItems: numberOf(schema.maxItems),
    uniqueItems: schema.uniqueItems === true ? true : undefined,
    minProperties: numberOf(schema.minProperties),
    maxProperties: numberOf(schema.maxProperties),
  });
}

type Optional<T> = { [K in keyof T]?: T[K] | undefined };

function defined(bounds: Optional<Bounds>): Bounds {
  return Object.fromEntries(Object.entries(bounds).filter(([, value]) => value !== undefined));
}
