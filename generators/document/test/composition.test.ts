import type { ObjectDeclaration, UnionDeclaration } from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import { lower } from '../src/lower.ts';
import { documentOf, findings, lowered, schema } from './mini.ts';

const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, more: object = {}) => ({ type: 'object', properties, ...more });
const text = { type: 'string' };
const members = (declaration: unknown) =>
  (declaration as ObjectDeclaration).properties.map(({ name, required }) => [name.wire, required]);
const union = (schemas: object, name = 'A') => {
  const found = schema(schemas as never, name);
  expect(found.kind).toBe('union');
  return found as UnionDeclaration;
};

describe('allOf', () => {
  it('of one reference and words about it is that reference', () => {
    const api = lowered({
      B: object({ b: text }),
      A: object({ b: { allOf: [ref('B')], description: 'mine', nullable: true } }),
    } as never);
    const a = api.declarations.get('#/components/schemas/A') as ObjectDeclaration;
    expect(a.properties[0]?.type).toEqual({
      kind: 'nullable',
      inner: { kind: 'reference', id: '#/components/schemas/B' },
    });
    expect(a.properties[0]?.docs.description).toBe('mine');
  });

  it('ends where inherited members come back to their owner', () => {
    const schemas = {
      Node: object({ child: { allOf: [ref('Node'), object({ extra: text })] } }),
      A: { allOf: [ref('Node'), object({ child: { allOf: [ref('A'), object({ more: text })] } })] },
    };
    expect([...lowered(schemas as never).declarations.keys()].length).toBeLessThan(10);
  });

  it('declares an inherited inline type once, by the name it has at home', () => {
    const schemas = {
      Base: object({ state: { type: 'string', enum: ['on', 'off'] } }),
      A: { allOf: [ref('Base'), object({ a: text })] },
    };
    const api = lowered(schemas as never);
    const enums = [...api.declarations.values()].filter(({ kind }) => kind === 'enum');
    expect(enums.map(({ name }) => name.words)).toEqual([['base', 'state']]);
  });

  it('gives members of both, and of each the narrower type', () => {
    const schemas = {
      A: {
        allOf: [
          object({ n: { type: 'number' }, s: text }, { required: ['s'] }),
          object({ n: { type: 'integer', format: 'int32' } }),
        ],
      },
    };
    const a = schema(schemas as never) as ObjectDeclaration;
    expect(members(a)).toEqual([
      ['n', false],
      ['s', true],
    ]);
    expect(a.properties[0]?.type).toMatchObject({ primitive: 'int32' });
  });

  it('multiplies small choices and keeps what all share of large ones', () => {
    const choice = (count: number, prefix: string) => ({
      oneOf: Array.from({ length: count }, (_, n) => object({ [`${prefix}${n}`]: text })),
    });
    expect(union({ A: { allOf: [choice(2, 'a'), choice(2, 'b')] } }).variants).toHaveLength(4);
    const large = schema({ A: { allOf: [object({ id: text }), choice(9, 'a'), choice(9, 'b')] } } as never);
    expect(members(large)).toEqual([['id', false]]);
    expect(large.docs.description).toContain('Also one of 9');
  });

  it('reads what stands beside a $ref from 3.1 on', () => {
    const schemas = { B: object({ b: text }), A: { ...ref('B'), required: ['b'] } } as never;
    expect(members(schema(schemas))).toEqual([['b', true]]);
  });
});

describe('a parent with a discriminator', () => {
  const schemas = {
    Pet: object(
      { kind: text },
      { discriminator: { propertyName: 'kind', mapping: { d: '#/components/schemas/Dog' } } },
    ),
    Dog: { allOf: [ref('Pet'), object({ bark: text })] },
    Cat: { allOf: [ref('Pet'), object({ purr: text })] },
    Kitten: { allOf: [ref('Cat'), object({ age: text })] },
  };

  it('is any of its children where it is referred to', () => {
    expect(union(schemas, 'Pet').match).toEqual({
      kind: 'tag',
      property: 'kind',
      tags: [
        ['d', 0],
        ['Cat', 1],
        ['Kitten', 2],
      ],
    });
    expect(members(schema(schemas as never, 'Kitten')).map(([wire]) => wire)).toEqual(['kind', 'purr', 'age']);
  });

  it('that lists its children makes no choice of each', () => {
    const listed = { ...schemas, Pet: { ...schemas.Pet, oneOf: [ref('Dog'), ref('Cat')] } };
    expect(schema(listed as never, 'Dog').kind).toBe('object');
  });
});

describe('choices', () => {
  it('carry the members beside them', () => {
    const found = union({
      A: object({ id: text }, { required: ['id'], oneOf: [object({ a: text }), object({ b: text })] }),
    });
    expect(found.variants.map(({ type }) => type.kind)).toEqual(['reference', 'reference']);
    const api = lowered({ A: object({ id: text }, { oneOf: [object({ a: text }), object({ b: text })] }) } as never);
    expect(members(api.declarations.get('#/components/schemas/A/oneOf/1'))).toEqual([
      ['id', false],
      ['b', false],
    ]);
  });

  it('that only ask for members are told, not typed', () => {
    const a = schema({
      A: object({ a: text, b: text }, { anyOf: [{ required: ['a'] }, { required: ['b'] }] }),
    } as never);
    expect(a.kind).toBe('object');
    expect(a.docs.description).toBe('At least one of: `a`; `b`.');
  });

  it('of described constants are an enum', () => {
    const found = schema({ A: { oneOf: [{ const: 'a', description: 'first' }, { const: 'b' }] } });
    expect(found).toMatchObject({
      kind: 'enum',
      open: false,
      members: [{ value: 'a', description: 'first' }, { value: 'b' }],
    });
  });

  it('of a text and a named enum are an open one', () => {
    const schemas = { E: { type: 'string', enum: ['x'] }, A: { anyOf: [text, ref('E')] } };
    expect(schema(schemas as never)).toMatchObject({ kind: 'enum', open: true, members: [{ value: 'x' }] });
  });

  it('find the tag in the members where no mapping names it', () => {
    const kind = (tag: string) => object({ type: { const: tag } }, { required: ['type'] });
    const schemas = {
      X: kind('x'),
      Y: { oneOf: [kind('y'), kind('z')] },
      A: { oneOf: [ref('X'), ref('Y')], discriminator: { propertyName: 'type' } },
    };
    expect(union(schemas).match).toMatchObject({
      tags: [
        ['x', 0],
        ['y', 1],
        ['z', 1],
      ],
    });
  });

  it('that no tag tells apart are told by what fits', () => {
    const schemas = {
      A: { oneOf: [object({ a: text }), object({ b: text })], discriminator: { propertyName: 'kind' } },
    };
    expect(union(schemas).match).toEqual({ kind: 'first-fit' });
  });

  it('make a union of a type list and of mixed enums', () => {
    expect(union({ A: { type: ['string', 'integer'] } }).variants.map(({ name }) => name.wire)).toEqual([
      'string',
      'integer',
    ]);
    expect(union({ A: { enum: ['a', 1, true] } }).variants.map(({ name }) => name.wire)).toEqual([
      'text',
      'number',
      'flag',
    ]);
  });
});

describe('what no type says', () => {
  it.each([
    [{ type: 'string', not: { const: 'x' } }, 'Must not fit `{"const":"x"}`.'],
    [{ ...object({ a: text }), dependentRequired: { a: ['b'] } }, 'With `a` also `b`.'],
    [{ ...object({ a: text }), propertyNames: { pattern: '^a' } }, 'Names of members fit `{"pattern":"^a"}`.'],
    [
      { type: 'array', items: text, contains: { const: 'x' }, minContains: 2 },
      'Holds at least 2 that fit `{"const":"x"}`.',
    ],
    [
      { ...object({ a: text }), if: { required: ['a'] }, else: { required: ['b'] } },
      'If it fits `{"required":["a"]}`, else `{"required":["b"]}`.',
    ],
    [{ const: { a: 1 } }, 'Always `{"a":1}`.'],
  ])('%j is told', (node, sentence) => {
    expect(schema({ A: node } as never).docs.description).toBe(sentence);
  });
});

describe('maps', () => {
  it('of patterns hold what any of them allows', () => {
    const api = lowered({
      A: { type: 'object', additionalProperties: false, patternProperties: { '^a': text, '^b': { type: 'integer' } } },
    } as never);
    const a = api.declarations.get('#/components/schemas/A');
    expect(a).toMatchObject({ kind: 'alias', target: { kind: 'map', values: { kind: 'reference' } } });
  });

  it('beside members type the extras', () => {
    const extras = (node: object) =>
      (schema({ A: object({ a: text }, node) } as never) as ObjectDeclaration).additional;
    expect(extras({ patternProperties: { '^x-': text } })).toMatchObject({ primitive: 'string' });
    expect(extras({ unevaluatedProperties: { type: 'integer' } })).toMatchObject({ primitive: 'int64' });
    expect(extras({ additionalProperties: {} })).toBeNull();
  });
});

describe('odd values', () => {
  const property = (node: object, version = '3.1.0') => {
    const document = { ...documentOf({ A: object({ m: node }) as never }), openapi: version };
    const options = { headers: { idempotency_key: 'i', last_event_id: 'l' }, retriedMethods: [] };
    return (lower(document, options).declarations.get('#/components/schemas/A') as ObjectDeclaration).properties[0]
      ?.type;
  };

  it.each([
    [{ type: 'null' }, { kind: 'literal', value: null }],
    [{ enum: [null] }, { kind: 'literal', value: null }],
    [{ enum: [true] }, { kind: 'literal', value: true }],
    [{ enum: [true, false] }, { kind: 'primitive', primitive: 'boolean' }],
    [
      { type: 'string', format: 'binary' },
      { kind: 'primitive', primitive: 'string' },
    ],
    [{ type: 'integer', format: 'uint64' }, { primitive: 'uint64' }],
    [{ type: 'integer', minimum: 0, maximum: 2 ** 64 }, { primitive: 'uint64' }],
    [{ type: 'integer', maximum: 2 ** 63 }, { primitive: 'int64' }],
    [{ type: 'integer', minimum: -1e30 }, { primitive: 'integer' }],
    [{ type: 'string', format: 'decimal' }, { primitive: 'decimal-string' }],
    [
      { type: 'array', enum: ['a', 'b'] },
      { kind: 'list', items: { kind: 'reference' } },
    ],
    [
      {
        anyOf: [
          { type: 'string', maxLength: 5 },
          { type: 'string', minLength: 9 },
        ],
      },
      { kind: 'primitive', primitive: 'string' },
    ],
  ])('%j', (node, type) => {
    expect(property(node)).toMatchObject(type);
  });

  it('an anchor is found wherever it stands', () => {
    const api = lowered({
      A: object({ m: { $ref: '#here' } }),
      B: object({ x: { $anchor: 'here', ...object({ y: text }) } }),
    } as never);
    const a = api.declarations.get('#/components/schemas/A') as ObjectDeclaration;
    expect(a.properties[0]?.type).toEqual({ kind: 'reference', id: '#/components/schemas/B/properties/x' });
  });

  it('a list that refers to itself by its place ends', () => {
    const schemas = {
      A: object({ tree: { type: 'array', items: { $ref: '#/components/schemas/A/properties/tree' } } }),
    };
    expect(findings(() => lowered(schemas as never))).toEqual([]);
  });
});

describe('leaving out', () => {
  const options = { headers: { idempotency_key: 'i', last_event_id: 'l' }, retriedMethods: [], allowPartial: true };
  const answer = (name: string) => ({
    responses: { 200: { description: 'ok', content: { 'application/json': { schema: ref(name) } } } },
  });

  it('drops what reaches a finding, and says so', () => {
    const schemas = { Bad: { $dynamicRef: '#x' }, Holder: object({ bad: ref('Bad') }), Good: object({ a: text }) };
    const api = lower(
      documentOf(schemas as never, { '/a': { get: answer('Holder') }, '/b': { get: answer('Good') } } as never),
      options,
    );
    expect(api.operations.map(({ template }) => template)).toEqual(['/b']);
    expect(api.omitted).toMatchObject([{ operation: 'GET /a', reasons: [{ code: 'dynamic-ref' }] }]);
    expect([...api.declarations.keys()]).toEqual(['#/components/schemas/Good']);
  });
});
