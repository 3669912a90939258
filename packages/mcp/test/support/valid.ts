import fc from 'fast-check';
import type { Schema, Tool } from '../../src/tool.ts';

const ENTITIES = ['car-1', 'car-2', 'car-3', 'nobody', 'a/b?c#d', 'über ü', '…', '%2e%2e'];
const TIMES = [
  '2025-06-01T00:00:00Z',
  '2025-06-01T00:05:00.123456+02:00',
  '2025-06-02T00:00:00Z',
  '2250-01-01T00:00:00Z',
];

/** What arguments of these names are about; the schemas say only that they are texts, to be short. */
const BY_NAME: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  entity_id: fc.constantFrom(...ENTITIES),
  other_entity_id: fc.constantFrom(...ENTITIES),
  entity_type: fc.constantFrom('TRACKED_OBJECT', 'CAR', 'x'),
  metric: fc.constantFrom('dtw', 'frechet', 'euclidean', 'other'),
  reduction: fc.constantFrom('even', 'simplify', 'none', 'visvalingam'),
  interval_seconds: fc.constantFrom(1, 60, 3_600),
  metadata: fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 1 }), { maxKeys: 3 }),
};
const time = fc.constantFrom(...TIMES);
const vector = fc.oneof(
  fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 6 }),
  fc.record({ entity: fc.constantFrom(...ENTITIES), at: time }, { requiredKeys: ['entity'] }),
);

function named(name: string, schema: Schema): fc.Arbitrary<unknown> {
  if (BY_NAME[name]) return BY_NAME[name];
  if (/vector$/.test(name)) return vector;
  if (name === 'wait_ms') return fc.constant(0);
  if (/range$/.test(name)) return fc.tuple(time, time);
  if (/(^|_)(time|timestamp|as_of|before)$/.test(name)) return time;
  return ofSchema(schema);
}

/** Values a schema allows, not too many and not too large. */
function ofSchema(schema: Schema): fc.Arbitrary<unknown> {
  const {
    type,
    items,
    minimum = 0,
    maximum = 50,
  } = schema as { type?: unknown; items?: Schema; minimum?: number; maximum?: number };
  const [first] = Array.isArray(type) ? type : [type];
  switch (first) {
    case 'integer':
      return fc.integer({ min: Math.max(1, minimum), max: Math.min(maximum, 50) });
    case 'number':
      return fc.double({ min: Math.max(minimum, 0.001), max: Math.min(maximum, 10) * 0.999, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(items ? ofSchema(items) : fc.jsonValue({ maxDepth: 0 }), { minLength: 1, maxLength: 4 });
    case 'object':
      return objectOf(schema);
    default:
      return fc.string({ minLength: 1, maxLength: 12 });
  }
}

function objectOf({ properties = {}, required = [] }: Schema): fc.Arbitrary<Record<string, unknown>> {
  const members = Object.entries(properties as Readonly<Record<string, Schema>>);
  const model = Object.fromEntries(members.map(([name, schema]) => [name, named(name, schema)]));
  return fc.record(model, { requiredKeys: required as string[] }) as fc.Arbitrary<Record<string, unknown>>;
}

/** Arguments as an agent may well give them. Pages go on only from pages there were, and destruction is meant. */
export const validArguments = ({ inputSchema, effect }: Tool): fc.Arbitrary<Record<string, unknown>> =>
  objectOf(inputSchema).map(({ cursor: _, confirm: __, ...args }) => ({
    ...args,
    ...(effect === 'destroys' && { confirm: true }),
  }));
