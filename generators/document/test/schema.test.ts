import { describe, expect, it } from 'vitest';
import { findings, lowered, schema } from './mini.ts';

const typeOf = (member: object | boolean) => {
  const declaration = schema({ A: { type: 'object', properties: { m: member as never } } });
  if (declaration.kind !== 'object') throw new Error(declaration.kind);
  return declaration.properties[0]?.type;
};
const primitive = (name: string, bounds = {}) => ({ kind: 'primitive', primitive: name, bounds });

describe('primitives', () => {
  it.each([
    [{ type: 'string' }, 'string'],
    [{ type: 'string', format: 'date-time' }, 'date-time'],
    [{ type: 'string', format: 'uuid' }, 'uuid'],
    [{ type: 'string', format: 'never-heard-of' }, 'string'],
    [{ type: 'string', format: 'constructor' }, 'string'],
    [{ type: 'string', contentEncoding: 'base64url' }, 'base64url'],
    [{ type: 'string', format: 'int64' }, 'int64-string'],
    [{ type: 'integer' }, 'int64'],
    [{ type: 'integer', format: 'int32' }, 'int32'],
    [{ type: 'number' }, 'float64'],
    [{ type: 'boolean' }, 'boolean'],
    [{}, 'json'],
    [true, 'json'],
  ])('%j is %s', (member, name) => {
    expect(typeOf(member)).toEqual(primitive(name));
  });

  it('takes a small bounded integer for 32 bits', () => {
    expect(typeOf({ type: 'integer', minimum: 1, maximum: 1000 })).toEqual(
      primitive('int32', { minimum: 1, maximum: 1000 }),
    );
  });

  it("reads 3.0's boolean exclusives as 3.1's numbers", () => {
    expect(typeOf({ type: 'number', minimum: 0, exclusiveMinimum: true })).toEqual(
      primitive('float64', { exclusiveMinimum: 0 }),
    );
  });
});

describe('null', () => {
  it.each([
    [{ type: ['string', 'null'] }],
    [{ type: 'string', nullable: true }],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }],
    [{ oneOf: [{ type: 'null' }, { type: 'string' }] }],
  ])('%j is a nullable string', (member) => {
    expect(typeOf(member)).toEqual({ kind: 'nullable', inner: primitive('string') });
  });
});

describe('containers', () => {
  it('tells tuples, lists and maps apart', () => {
    expect(typeOf({ type: 'array', items: { type: 'string' } })).toMatchObject({
      kind: 'list',
      items: primitive('string'),
    });
    expect(typeOf({ prefixItems: [{ type: 'string' }, { type: 'number' }], items: false })).toEqual({
      kind: 'tuple',
      items: [primitive('string'), primitive('float64')],
      rest: null,
    });
    expect(typeOf({ type: 'object', additionalProperties: { type: 'integer', format: 'int32' } })).toMatchObject({
      kind: 'map',
      values: primitive('int32'),
    });
    expect(typeOf({ type: 'object' })).toMatchObject({ kind: 'map', values: primitive('json') });
  });
});

describe('declarations', () => {
  it('merges allOf: members, requirements, limits', () => {
    const declaration = schema({
      Base: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
      A: {
        allOf: [
          { $ref: '#/components/schemas/Base' },
          { type: 'object', required: ['n'], properties: { n: { type: 'number' } } },
        ],
      },
    });
    expect(
      declaration.kind === 'object' && declaration.properties.map(({ name, required }) => [name.wire, required]),
    ).toEqual([
      ['id', true],
      ['n', true],
    ]);
  });

  it('keeps open and closed enums apart', () => {
    expect(schema({ A: { type: 'string', enum: ['x', 'y'] } })).toMatchObject({
      kind: 'enum',
      open: false,
      value: 'string',
    });
    expect(schema({ A: { type: 'string', 'x-extensible-enum': ['x'] } })).toMatchObject({ kind: 'enum', open: true });
    expect(schema({ A: { anyOf: [{ type: 'string' }, { type: 'string', enum: ['x'] }] } })).toMatchObject({
      kind: 'enum',
      open: true,
    });
    expect(schema({ A: { type: 'integer', enum: [1, 2] } })).toMatchObject({ kind: 'enum', value: 'integer' });
  });

  it('finds variants by tag, mapped or implied', () => {
    const union = schema({
      Cat: { type: 'object', properties: { kind: { type: 'string' } } },
      Dog: { type: 'object', properties: { kind: { type: 'string' } } },
      A: {
        oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
        discriminator: { propertyName: 'kind', mapping: { meow: '#/components/schemas/Cat' } },
      },
    });
    expect(union).toMatchObject({
      kind: 'union',
      match: {
        kind: 'tag',
        property: 'kind',
        tags: [
          ['meow', 0],
          ['Dog', 1],
        ],
      },
    });
  });

  it('ends recursion and knows what contains itself', () => {
    const tree = {
      type: 'object',
      properties: {
        left: { $ref: '#/components/schemas/A' },
        all: { type: 'array', items: { $ref: '#/components/schemas/B' } },
      },
    };
    const schemas = {
      A: tree,
      B: { type: 'object', properties: { more: { type: 'array', items: { $ref: '#/components/schemas/B' } } } },
    };
    expect(schema(schemas)).toMatchObject({ recursive: true });
    expect(schema(schemas, 'B')).toMatchObject({ recursive: false });
  });

  it('names a nullable component by an alias of its inner declaration', () => {
    const api = lowered({ A: { type: ['object', 'null'], properties: { a: { type: 'string' } } } });
    expect(api.declarations.get('#/components/schemas/A')).toMatchObject({
      kind: 'alias',
      target: { kind: 'nullable', inner: { kind: 'reference', id: '#/components/schemas/A/value' } },
    });
    expect(api.declarations.get('#/components/schemas/A/value')).toMatchObject({ kind: 'object' });
  });

  it('follows usage through lists behind null', () => {
    const api = lowered(
      {
        Page: {
          type: 'object',
          properties: { rows: { type: ['array', 'null'], items: { $ref: '#/components/schemas/Row' } } },
        },
        Row: { type: 'object', properties: { a: {} } },
      },
      {
        '/rows': {
          get: {
            responses: {
              200: {
                description: 'ok',
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Page' } } },
              },
            },
          },
        },
      },
    );
    expect(api.declarations.get('#/components/schemas/Row')).toMatchObject({
      usage: { request: false, response: true },
    });
  });
});

describe('what cannot be carried over is said', () => {
  it.each([
    ['circular-ref', { A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }],
    ['missing-ref', { A: { type: 'array', items: { $ref: '#/components/schemas/Nowhere' } } }],
    ['external-ref', { A: { $ref: 'https://example.com/x.json' } }],
    ['dynamic-ref', { A: { $dynamicRef: '#node' } }],
    ['impossible-schema', { A: { type: 'array', items: false } }],
    ['circular-schema', { A: { allOf: [{ $ref: '#/components/schemas/A' }] } }],
    [
      'circular-schema',
      { A: { allOf: [{ $ref: '#/components/schemas/B' }] }, B: { allOf: [{ $ref: '#/components/schemas/A' }] } },
    ],
    [
      'recursive-allof',
      { A: { allOf: [{ $ref: '#/components/schemas/A' }, { type: 'object', properties: { a: {} } }] } },
    ],
  ])('%s', (code, schemas) => {
    expect(findings(() => lowered(schemas as never)).map((finding) => finding.code)).toContain(code);
  });

  it('tells every finding, with its pointer', () => {
    const found = findings(() => lowered({ A: { $dynamicRef: '#a' }, B: { type: 'array', items: false } }));
    expect(found.map(({ pointer }) => pointer)).toEqual([
      '#/components/schemas/A/$dynamicRef',
      '#/components/schemas/B/items',
    ]);
  });

  it('changes nothing of the document', () => {
    const schemas = { A: { allOf: [{ type: 'object', properties: { a: { type: ['string', 'null'] } } }] } };
    const before = JSON.stringify(schemas);
    lowered(schemas);
    expect(JSON.stringify(schemas)).toBe(before);
  });
});
