import { describe, expect, test } from 'vitest';
import { operationsOf, type Parameter } from '../src/cases/document.ts';
import { generateCases } from '../src/cases/generate.ts';
import { serialize } from '../src/cases/serialize.ts';
import { contractFixtures } from '../src/contract/fixture.ts';
import { parseJson } from '../src/exact/json.ts';
import { compose } from '../src/fixtures/compose.ts';
import { type Document, readFixtures } from '../src/fixtures/fixture.ts';

const LIST = ['blue', 'black', 'brown'];
const OBJECT = { R: 100, G: 200, B: 150 };

/** The table of styles in OpenAPI 3.1.1, 4.8.12.4. */
test.each([
  ['matrix', false, ';color=blue', ';color=blue,black,brown', ';color=R,100,G,200,B,150'],
  ['matrix', true, ';color=blue', ';color=blue;color=black;color=brown', ';R=100;G=200;B=150'],
  ['label', false, '.blue', '.blue,black,brown', '.R,100,G,200,B,150'],
  ['label', true, '.blue', '.blue.black.brown', '.R=100.G=200.B=150'],
  ['simple', false, 'blue', 'blue,black,brown', 'R,100,G,200,B,150'],
  ['simple', true, 'blue', 'blue,black,brown', 'R=100,G=200,B=150'],
  ['form', false, 'color=blue', 'color=blue,black,brown', 'color=R,100,G,200,B,150'],
  ['form', true, 'color=blue', 'color=blue&color=black&color=brown', 'R=100&G=200&B=150'],
  ['spaceDelimited', false, null, 'color=blue%20black%20brown', 'color=R%20100%20G%20200%20B%20150'],
  ['pipeDelimited', false, null, 'color=blue%7Cblack%7Cbrown', 'color=R%7C100%7CG%7C200%7CB%7C150'],
  ['deepObject', true, null, null, 'color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150'],
])('%s, explode %s', (style, explode, text, list, object) => {
  const isPath = ['matrix', 'label', 'simple'].includes(style);
  const parameter: Parameter = {
    name: 'color',
    in: isPath ? 'path' : 'query',
    required: true,
    style,
    explode,
    allowReserved: false,
    isJson: false,
    schema: {},
  };
  if (text !== null) expect(serialize(parameter, 'blue')).toBe(text);
  if (list !== null) expect(serialize(parameter, LIST)).toBe(list);
  expect(serialize(parameter, OBJECT)).toBe(object);
  expect(serialize({ ...parameter, style: 'form', in: 'query' }, parseJson('9007199254740993'))).toBe(
    'color=9007199254740993',
  );
});

const DOCUMENT: Document = {
  openapi: '3.1.1',
  info: { title: 'T', version: '1' },
  paths: {
    '/a/{id}': {
      parameters: [{ in: 'path', name: 'id', required: true, schema: { type: 'string' } }],
      put: {
        operationId: 'put',
        requestBody: {
          required: true,
          content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } },
        },
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/A' } } } },
          404: {
            content: { 'application/json': { schema: { type: 'object', properties: { code: { type: 'string' } } } } },
          },
        },
      },
    },
  },
  components: {
    schemas: {
      A: {
        type: 'object',
        required: ['n'],
        properties: {
          n: { type: 'integer' },
          made: { type: 'string', readOnly: true },
          a: { $ref: '#/components/schemas/A' },
        },
      },
    },
  },
};

describe('cases of an operation', () => {
  const cases = new Map(generateCases(DOCUMENT).map((one) => [one.name, one]));

  test('are of every kind that makes a difference', () => {
    expect([...cases.keys()]).toEqual(
      ['plain', 'minimal', 'unicode', 'reserved', 'boundary', 'largest', 'unknown', '404'].map(
        (name) => `put: ${name}`,
      ),
    );
  });

  test('send what the document allows', () => {
    const reserved = cases.get('put: reserved');
    expect(reserved?.wire?.[0]?.target).toBe(
      '/a/a%2Fb%3Fc%23d%5Be%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%3A%20%2520%22%5C%3C%3E%7C',
    );
    expect(cases.get('put: minimal')?.wire?.[0]?.body).toEqual({ type: 'application/json', json: { n: 5 } });
  });

  test('answer what it allows, and what a later server may add', () => {
    expect(cases.get('put: minimal')?.gives).toEqual({ status: 200, value: { n: 5 }, attempts: 1 });
    expect(cases.get('put: unknown')?.gives.value).toHaveProperty('x_not_yet_known');
    expect(cases.get('put: plain')?.gives.value).toHaveProperty('made');
    expect(cases.get('put: 404')?.gives).toEqual({ status: 404, attempts: 1, error: { body: { code: 'text' } } });
  });

  test('end where a schema contains itself', () => {
    expect(JSON.stringify(cases.get('put: plain')?.call.body).length).toBeLessThan(200);
  });
});

describe.each(compose([...readFixtures(), ...contractFixtures()]).map((suite) => [suite.name, suite] as const))(
  'suite %s',
  (_name, { document, cases }) => {
    test('has a case for every operation and webhook', () => {
      const tried = new Set([...cases, ...generateCases(document)].map(({ call }) => call.operation));
      expect(webhooksOf(document).filter((hook) => !tried.has(hook))).toEqual([]);
      const untried = operationsOf(document).filter(
        ({ id, method, path }) => !tried.has(id) && !tried.has(`${method} ${path}`),
      );
      expect(untried.map(({ id }) => id)).toEqual([]);
    });

    test('tries only operations it has', () => {
      const operations = operationsOf(document).flatMap(({ id, method, path }) => [id, `${method} ${path}`]);
      const known = new Set([...operations, ...webhooksOf(document)]);
      expect(cases.map(({ call }) => call.operation).filter((operation) => !known.has(operation))).toEqual([]);
    });
  },
);

/** As drivers call what the API sends to its users. */
function webhooksOf({ webhooks = {}, paths }: Document): string[] {
  const callbacks = Object.values(paths as Record<string, Record<string, { operationId?: string; callbacks?: object }>>)
    .flatMap((item) => Object.values(item))
    .flatMap(({ operationId, callbacks = {} }) =>
      Object.keys(callbacks).map((name) => `callback ${operationId}.${name}`),
    );
  return [...Object.keys(webhooks as object).map((name) => `webhook ${name}`), ...callbacks];
}
