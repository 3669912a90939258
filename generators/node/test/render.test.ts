// biome-ignore-all lint/suspicious/noTemplateCurlyInString: hostile text is what these tests are about.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Api, type Declaration, nameOf, type Primitive, type Type } from '@sdkgen/ir';
import { format } from '@wasm-fmt/biome_fmt';
import ts from 'typescript';
import { afterAll, describe, expect, it } from 'vitest';
import { node } from '../src/index.ts';
import {
  api,
  body,
  docs,
  list,
  map,
  nullable,
  object,
  operation,
  primitive,
  property,
  query,
  ref,
  rendered,
  text,
} from './mini.ts';

const folder = mkdtempSync(join(tmpdir(), 'sdkgen-node-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What the compiler says of a rendered SDK, with its runtime, under its own settings. */
async function problems(of: Api): Promise<string[]> {
  const root = mkdtempSync(join(folder, 'sdk-'));
  for (const [path, content] of [...(await rendered(of)), ...runtimeFiles()]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const settings = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile);
  const { options, fileNames } = ts.parseJsonConfigFileContent(settings.config, ts.sys, root);
  const program = ts.createProgram(fileNames, { ...options, noEmit: true, declaration: false });
  return ts.getPreEmitDiagnostics(program).map((one) => {
    const message = ts.flattenDiagnosticMessageText(one.messageText, '\n');
    return `${one.file?.fileName.slice(root.length)}: ${message}\n${one.file?.text.slice((one.start ?? 0) - 80, (one.start ?? 0) + 80)}`;
  });
}

function runtimeFiles(): [string, string][] {
  const templates = fileURLToPath(node.templates);
  const runtime = readdirSync(join(templates, 'runtime'));
  return [
    ...runtime.map((name): [string, string] => [
      `src/runtime/${name}`,
      readFileSync(join(templates, 'runtime', name), 'utf8'),
    ]),
    ['tsconfig.json', readFileSync(join(templates, 'package', 'tsconfig.json'), 'utf8')],
  ];
}

function firstDifference(path: string, ours: string, theirs: string): string {
  const [mine, other] = [ours.split('\n'), theirs.split('\n')];
  const at = mine.findIndex((line, index) => line !== other[index]);
  return [path, ...mine.slice(at, at + 4), 'instead of', ...other.slice(at, at + 4)].join('\n');
}

/** Where the formatter would print something else. */
async function unformatted(of: Api): Promise<string[]> {
  const options = { indentStyle: 'space', indentWidth: 2, lineWidth: 120, quoteStyle: 'single' } as const;
  return [...(await rendered(of))].flatMap(([path, content]) =>
    path.endsWith('.ts') && format(content, path, options) !== content
      ? [firstDifference(path, content, format(content, path, options))]
      : [],
  );
}

const EVERY: readonly Primitive[] = [
  ...([
    'string',
    'boolean',
    'int32',
    'int64',
    'integer',
    'uint64',
    'int64-string',
    'float32',
    'float64',
    'decimal',
    'decimal-string',
    'date-time',
  ] as const),
  ...([
    'http-date',
    'unix-time',
    'date',
    'time',
    'duration',
    'uuid',
    'url',
    'base64',
    'base64url',
    'binary',
    'json',
  ] as const),
];

const enumeration = (name: string, values: readonly string[], open: boolean): Declaration => ({
  kind: 'enum',
  id: `#/${name}`,
  name: nameOf(name),
  docs,
  xml: null,
  value: 'string',
  members: values.map((value) => ({ name: nameOf(value), value, description: `About */ ${value}` })),
  open,
});

const union = (name: string, types: readonly Type[], tags: readonly string[] | null): Declaration => ({
  kind: 'union',
  id: `#/${name}`,
  name: nameOf(name),
  docs,
  xml: null,
  variants: types.map((type, at) => ({ name: nameOf(`v${at}`), type })),
  match: tags ? { kind: 'tag', property: 'kind_of', tags: tags.map((tag, at) => [tag, at]) } : { kind: 'first-fit' },
});

const alias = (name: string, target: Type): Declaration => ({
  kind: 'alias',
  id: `#/${name}`,
  name: nameOf(name),
  docs,
  xml: null,
  target,
});

/** Every kind of type, both ways. */
function kinds(): Api {
  const tree = object('Tree', [property('children', list(ref('Tree'))), property('parent', nullable(ref('Tree')))]);
  const circle = object('Circle', [
    property('kind_of', text, { required: true }),
    property('radius', primitive('decimal')),
  ]);
  const square = object('Square', [property('side', primitive('float64'), { required: true })]);
  const everything = object('Everything', [
    ...EVERY.map((kind, at) => property(`a_${kind}`, primitive(kind), { required: at % 2 === 0 })),
    property('tuple', { kind: 'tuple', items: [primitive('date-time'), list(text)], rest: primitive('int64') }),
    property('literal', { kind: 'literal', value: "it's" }),
    property('states', list(nullable(ref('State')))),
    property('shape', ref('Shape'), { required: true }),
    property('either', nullable(ref('Either'))),
    property('nested', map(map(list(ref('Tree'))))),
    property('ids', ref('Ids')),
    property('read', text, { access: 'read', required: true }),
    property('write', text, { access: 'write', required: true }),
  ]);
  const open = object('Open', [property('a', primitive('int32'))], { additional: list(text) });
  const page = object(
    'Page',
    [property('the_items', list(ref('Everything')), { required: true }), property('next', nullable(text))],
    {
      items: 'the_items',
    },
  );
  return api(
    [
      tree,
      circle,
      square,
      everything,
      open,
      page,
      object('Nothing', []),
      enumeration('State', ['on', 'off', "it's"], true),
      enumeration('Mode', ['a', 'b'], false),
      union('Shape', [ref('Circle'), ref('Square')], ['circle', 'square']),
      union('Either', [primitive('int32'), ref('Circle'), list(text)], null),
      alias('Ids', list(primitive('int64'))),
      alias('Deep', list(ref('Deep'))),
    ],
    [
      operation('make_everything', ref('Everything'), { ...body(everything) }),
      operation('maybe_everything', ref('Mode'), { ...body(everything, false) }),
      operation('open_it', ref('Open'), { ...body(open) }),
      operation('deep', ref('Deep'), query('shape', list(ref('Mode')))),
      operation('nothing', null),
      operation('pages', ref('Page'), {
        ...query('cursor', text),
        shape: {
          kind: 'paged',
          cursor: 'cursor',
          next: 'next',
          items: 'the_items',
          item: ref('Everything'),
          limit: null,
        },
      }),
      operation('watch', ref('Tree'), {
        shape: {
          kind: 'events',
          endless: true,
          resumable: true,
          data: 'json',
          sentinel: null,
          byEvent: null,
          websocket: null,
        },
      }),
    ],
  );
}

/** The same members and operations under other names. */
function named(names: readonly string[]): Api {
  const declarations = names.map((name) =>
    object(
      name,
      names.map((member) => property(member, text)),
    ),
  );
  return api(
    declarations,
    names.map((name) => operation(name, ref(name), query(name, ref(name)))),
    { clientHeaders: names.map((name) => ({ name: nameOf(name), docs })) },
  );
}

const NAMES = [
  ...[
    'class',
    'delete',
    'constructor',
    '__proto__',
    'prototype',
    'then',
    'toString',
    'Error',
    'Promise',
    'Record',
    'Date',
    'string',
  ],
  ...[
    'models',
    'codecs',
    'wire',
    'params',
    'endpoints',
    'MiniClient',
    'MiniError',
    'ClientOptions',
    'JsonValue',
    'Failures',
    'Codec',
  ],
  ...[
    'url',
    'headers',
    'fetch',
    '1st',
    '+1',
    '-1',
    'a-b',
    'a_b',
    'aB',
    'A B',
    'ünïcödé',
    '日本',
    '𝒳y',
    'ª',
    'a\u200db',
    '²',
    '',
    "it's",
    '*/',
    '${x}',
    'undefined',
  ],
];

describe('the Node target', () => {
  it('compiles every kind of type and shape', async () => {
    expect(await problems(kinds())).toEqual([]);
  }, 60_000);

  it('compiles an API without anything', async () => {
    expect(await problems(api([], []))).toEqual([]);
  }, 60_000);

  it('compiles whatever names a document has', async () => {
    expect(await problems(named(NAMES))).toEqual([]);
  }, 60_000);

  it('prints what the formatter would', async () => {
    expect(await unformatted(kinds())).toEqual([]);
    expect(await unformatted(named(NAMES))).toEqual([]);
    expect(await unformatted(api([], []))).toEqual([]);
  });

  it('prints what the formatter would whatever the length of names', async () => {
    const lengths = Array.from({ length: 60 }, (_, at) => `x${'y'.repeat(at * 2)}`);
    const apis = lengths.map((name) => {
      const plain = object(name, [property(name, list(ref(name)))]);
      const other = object(`${name}Z`, [property('items', list(ref(name)))], { items: 'items' });
      const tags = union(`${name}U`, [ref(name), ref(`${name}Z`)], ['a', 'b']);
      return api(
        [
          plain,
          other,
          tags,
          alias(`${name}A`, list(ref(name))),
          enumeration(`${name}E`, [name, `${name}2`, 'c'], true),
        ],
        [operation(name, ref(name), query(name, text)), operation(`${name}2`, ref(`${name}Z`), { ...body(plain) })],
      );
    });
    for (const one of apis) expect(await unformatted(one)).toEqual([]);
  }, 60_000);
});
