import { readdirSync, readFileSync } from 'node:fs';
import { renderTarget } from '@sdkgen/codegen';
import { type Body, nameOf, type Operation, type Type } from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import { go } from '../src/index.ts';
import { PACKAGE } from '../src/reserved.ts';
import {
  api,
  body,
  docs,
  floats,
  inputOf,
  list,
  nullable,
  object,
  operation,
  primitive,
  property,
  ref,
  rendered,
  success,
} from './mini.ts';

const line = (text: string | undefined, start: string): string | undefined =>
  text
    ?.split('\n')
    .map((one) => one.trim().replaceAll(/\s+/g, ' '))
    .find((one) => one.startsWith(start));

describe('members', () => {
  it('tells required, optional and nullable apart', async () => {
    const text = primitive('string');
    const thing = object(
      'Thing',
      property('a', text, true),
      property('b', text),
      property('c', nullable(text), true),
      property('d', nullable(text)),
      property('e', list(text)),
      property('f', nullable(list(text)), true),
      property('g', primitive('json')),
      property('h', ref('Thing'), true),
    );
    const models = (await rendered(api([operation('get', ref('Thing'))], thing))).get('models.go');
    expect('abcdefgh'.split('').map((letter) => line(models, `${letter.toUpperCase()} `))).toEqual([
      'A string',
      'B *string',
      'C *string',
      'D Nullable[string]',
      'E []string',
      'F []string',
      'G Nullable[any]',
      'H *Thing',
    ]);
  });

  it('keeps members the document does not name beside any it does', async () => {
    const thing = object('Thing', property('extra', primitive('string')), property('all', primitive('string')));
    const models = (await rendered(api([operation('get', ref('Thing'))], thing))).get('models.go');
    expect(line(models, 'Extra ')).toBe('Extra *string');
    expect(line(models, 'Extra2 ')).toBe('Extra2 map[string]any');
    expect(line(models, 'All2 ')).toBe('All2 *string');
  });
});

describe('types', () => {
  it('renders tuples, unions and aliases that Go has no word for', async () => {
    const files = await rendered(
      api(
        [operation('get', ref('Thing'))],
        object(
          'Thing',
          property(
            'pair',
            { kind: 'tuple', items: [primitive('date-time'), primitive('date-time')], rest: null },
            true,
          ),
          property(
            'mixed',
            { kind: 'tuple', items: [primitive('string'), primitive('int64')], rest: primitive('json') },
            true,
          ),
          property('either', ref('Either'), true),
          property('tree', ref('Tree'), true),
          property('times', ref('Times'), true),
          property('kind', { kind: 'literal', value: 'thing' }, true),
        ),
        {
          kind: 'union',
          xml: null,
          id: '#/Either',
          name: nameOf('Either'),
          docs,
          variants: [
            { name: nameOf('string'), type: primitive('string') },
            { name: nameOf('string'), type: list(primitive('string')) },
          ],
          match: { kind: 'first-fit' },
        },
        { kind: 'alias', id: '#/Tree', name: nameOf('Tree'), docs, xml: null, target: list(ref('Tree')) },
        { kind: 'alias', id: '#/Times', name: nameOf('Times'), docs, xml: null, target: list(primitive('date-time')) },
      ),
    );
    const models = files.get('models.go');
    expect(line(models, 'Pair ')).toBe('Pair [2]time.Time');
    expect(line(models, 'Mixed ')).toBe('Mixed TupleStringInt64Rest');
    expect(line(models, 'String2 ')).toBe('String2 *[]string');
    expect(line(models, 'type Tree ')).toBe('type Tree []Tree');
    expect(line(models, 'type Times ')).toBe('type Times = []time.Time');
    expect(files.get('models_json.go')).toContain('core.EncodeLiteral("thing", core.EncodeString)');
  });

  it('renders only the helpers a document needs', async () => {
    const files = await rendered(api([operation('ping', null)]));
    expect([...files.keys()].filter((path) => path.endsWith('.go')).sort()).toEqual([
      'call_options.go',
      'calls.go',
      'client.go',
      'doc.go',
      'errors.go',
      'example_test.go',
      'internal/core/contract.go',
      'minitest/fake.go',
      'minitest/operations.go',
      'network_test.go',
      'options.go',
      'otel/otel.go',
      'otel/otel_test.go',
      'response.go',
      'tracing.go',
      'untagged_operations.go',
      'values.go',
    ]);
    expect(files.get('values.go')).not.toContain('Nullable');
    expect(files.get('calls.go')).not.toContain('func perform[');
  });
});

describe('lists of floats that may be packed', () => {
  const texts = async (more: Partial<Operation>, type: Type = floats): Promise<string> => {
    const files = await rendered(api([operation('send', null, more)], object('Thing', property('at', type))));
    return [...files.values()].join('\n').replaceAll(/[ \t]+/g, ' ');
  };
  const sends = (encoding: Body['encoding']): Partial<Operation> => ({
    body: body({ type: ref('Thing'), encoding }),
    arguments: [{ ...property('body', ref('Thing'), true), at: { in: 'body' } }],
  });

  it('have an option where they are in JSON, and only there', async () => {
    const json = await texts(sends('json'));
    expect(json).toContain('func WithPackedFloats() Option {');
    expect(json).toContain('mini.WithPackedFloats(),');
    expect(json).toContain('core.JSON(call, params.Body, core.Packing(call, encodeThing))');
    for (const other of [await texts(sends('form')), await texts(sends('json'), list(primitive('float64')))]) {
      expect(other).not.toContain('WithPackedFloats');
      expect(other).not.toContain('core.Packing');
    }
  });

  it('are asked for where they may be answered', async () => {
    expect(await texts({ success: success(ref('Thing')) })).toContain('PacksAnswers: true,');
    expect(await texts(sends('json'))).not.toContain('PacksAnswers: true,');
  });
});

describe('operations', () => {
  it('stays clear of names the client has', async () => {
    const text = (await rendered(api([operation('close', null), operation('string', null)]))).get(
      'untagged_operations.go',
    );
    expect(text).toContain('func (c *Client) Close2(');
    expect(text).toContain('func (c *Client) String2(');
  });
});

describe('failures', () => {
  it('share what their bodies are', async () => {
    const failing = (name: string) =>
      operation(name, null, {
        errors: [
          { status: 'default', type: ref('Problem'), encoding: 'json', headers: [], description: '' },
          { status: 404, type: ref('Missing'), encoding: 'json', headers: [], description: '' },
        ],
      });
    const problems = ['Problem', 'Missing'].map((name) => object(name, property('code', primitive('string'), true)));
    const files = await rendered(api([failing('one'), failing('two')], ...problems));
    const bodies = files.get('error_bodies.go') ?? '';
    expect(bodies.match(/^var /gm)).toHaveLength(1);
    // The exact status goes before the default.
    expect(bodies.indexOf('decodeMissing')).toBeLessThan(bodies.indexOf('decodeProblem'));
    expect(files.get('untagged_operations.go')?.match(/Errors: +errorBodies1,/g)).toHaveLength(2);
  });
});

describe('further ways to make a call', () => {
  it('say what they are, and set what makes them so', async () => {
    const stream = operation('ask stream', primitive('string'), {
      alternative: { of: nameOf('ask'), contentType: null, accept: 'text/event-stream' },
      fixed: [{ wire: 'stream', value: true }],
    });
    const text = (await rendered(api([stream]))).get('untagged_operations.go');
    expect(text).toContain('// It is ask with an answer in text/event-stream, stream set to true.');
    expect(text).toContain('[]core.Member{{Name: "stream", JSON: "true"}}');
  });
});

describe('examples', () => {
  it('hold values of types with long names and nothing in them', async () => {
    const name = 'Long'.repeat(30);
    const parameter = property('body', ref(name), true);
    const send = operation('send', null, {
      body: body({ type: ref(name) }),
      arguments: [{ ...parameter, at: { in: 'body' } }],
    });
    const files = await rendered(api([send], object(name, property('a', primitive('string')))));
    expect(files.get('example_test.go')).toContain(`Body: mini.${name}{},`);
  });
});

describe('examples of numbers', () => {
  it('say their type where Go would take another, by whatever name it goes', async () => {
    const minutes = { ...object('Minutes'), kind: 'alias', target: primitive('int64') } as const;
    const settings = object('Settings', property('wait', ref('Minutes')), property('count', primitive('int64')));
    const examples = [{ wait: 30, count: 30 }];
    const parameter = { ...property('body', ref('Settings'), true), docs: { ...docs, examples } };
    const send = operation('send', null, {
      body: body({ type: ref('Settings') }),
      arguments: [{ ...parameter, at: { in: 'body' } }],
    });
    const text = (await rendered(api([send], settings, minutes))).get('example_test.go');
    expect(text).toContain('mini.Ptr(mini.Minutes(30))');
    expect(text).toContain('mini.Ptr(int64(30))');
  });
});

describe('stand-ins', () => {
  const call = (deprecated: boolean) => {
    const { docs: own, ...old } = operation('old', ref('Thing'));
    const operations = [
      { ...old, docs: { ...own, deprecated: true } },
      ...(deprecated ? [] : [operation('fresh', ref('Thing'))]),
    ];
    return rendered(api(operations, object('Thing', property('a', primitive('string')))));
  };

  it('are shown by an operation that is not going away, or say that they are shown by one that is', async () => {
    const one = (await call(false)).get('minitest/fake_test.go');
    expect(one).toContain('.Fresh(');
    expect(one).not.toContain('lint:file-ignore');
    const other = (await call(true)).get('minitest/fake_test.go');
    expect(other).toContain('.Old(');
    expect(other).toContain('//lint:file-ignore SA1019');
  });
});

describe('the module of spans', () => {
  it('requires what its test needs only where there is one', async () => {
    const files = (body_: ReturnType<typeof body> | null) => rendered(api([operation('get', null, { body: body_ })]));
    const [tested, untested] = [await files(null), await files(body({ required: true }))];
    expect(tested.has('otel/otel_test.go')).toBe(true);
    expect(untested.has('otel/otel_test.go')).toBe(false);
    for (const name of ['otel/go.mod', 'otel/go.sum']) {
      expect(tested.get(name)).toContain('go.opentelemetry.io/otel/sdk v');
      expect(untested.get(name)).not.toContain('go.opentelemetry.io/otel/sdk v');
    }
  });
});

describe('the driver', () => {
  it('is there only when asked for, and a program', async () => {
    const given = inputOf(api([operation('ping', null)]));
    expect([...(await renderTarget(go, given)).keys()].filter((path) => path.startsWith('driver/'))).toEqual([]);
    const files = await renderTarget(go, { ...given, driver: true });
    expect(files.get('driver/run')?.executable).toBe(true);
    const table = Buffer.from(files.get('driver/table.go')?.bytes ?? []).toString();
    expect(table).toContain('add("ping", "GET /x", way{');
  });
});

describe('reserved names', () => {
  it('are all that the templates declare', () => {
    const templates = readdirSync(go.templates).filter(
      (name) => name.endsWith('.go.hbs') && !name.startsWith('contract') && !name.includes('_test.'),
    );
    const declared = templates.flatMap((name) =>
      [...readFileSync(new URL(name, go.templates), 'utf8').matchAll(/^(?:func|type|const|var) ([A-Z]\w*)/gm)].map(
        ([, found]) => found,
      ),
    );
    expect(declared.filter((name) => name !== 'New' && !PACKAGE.has(name ?? ''))).toEqual([]);
  });
});
