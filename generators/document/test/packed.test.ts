import { describe, expect, it } from 'vitest';
import { findings, lowered, operation } from './mini.ts';

const PACKED = { type: 'array', items: { type: 'number' }, 'x-packed-floats': true };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const packs = (node: object, schemas: object = {}) => operation(node as never, { schemas: schemas as never }).packs;
const point = { type: 'object', properties: { at: { $ref: '#/components/schemas/Floats' } } };
const schemas = { Floats: PACKED, Point: point };

describe('packed lists of floats', () => {
  it('are looked for wherever a JSON body leads', () => {
    const list = { type: 'array', items: { $ref: '#/components/schemas/Point' } };
    expect(packs({ requestBody: json(list) }, schemas)).toEqual({ request: true, response: false });
    const responses = { 200: { description: 'a', ...json({ additionalProperties: list }) } };
    expect(packs({ responses }, schemas)).toEqual({ request: false, response: true });
    expect(packs({ requestBody: json({ ...PACKED, type: ['array', 'null'] }) })).toMatchObject({ request: true });
    expect(packs({ requestBody: json({ type: 'array', items: { type: 'number' } }) })).toMatchObject({
      request: false,
    });
  });

  it('are none in forms, parameters and errors', () => {
    const requestBody = { content: { 'application/x-www-form-urlencoded': { schema: point } } };
    const parameters = [{ in: 'query', name: 'near', schema: PACKED }];
    const responses = { 204: { description: 'a' }, 400: { description: 'b', ...json(point) } };
    expect(packs({ requestBody, parameters, responses }, schemas)).toEqual({ request: false, response: false });
  });

  it.each([
    ['integers', { ...PACKED, items: { type: 'integer' } }],
    ['texts', { ...PACKED, items: { type: 'string' } }],
    ['decimals', { ...PACKED, items: { type: 'number', format: 'decimal' } }],
  ])('are not of %s', (_, schema) => {
    expect(findings(() => lowered({ A: schema } as never))).toMatchObject([
      { code: 'extension-mismatch', pointer: '#/components/schemas/A/x-packed-floats' },
    ]);
  });

  it.each([
    ['there', { oneOf: [PACKED, { type: 'string' }] }],
    ['by its name', { oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/Floats' }] }],
  ])('are none of several alternatives, said %s', (_, schema) => {
    const run = () => lowered({ Floats: PACKED, A: schema } as never);
    expect(findings(run)).toMatchObject([{ code: 'packed-alternative', pointer: '#/components/schemas/A' }]);
  });

  it('may be null, or a member of an alternative', () => {
    const either = { oneOf: [{ $ref: '#/components/schemas/Point' }, { type: 'string' }] };
    const run = () => lowered({ ...schemas, A: either, B: { anyOf: [PACKED, { type: 'null' }] } } as never);
    expect(findings(run)).toEqual([]);
  });
});
