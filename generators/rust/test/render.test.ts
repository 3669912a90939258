import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Api, type Argument, type Body, type Declaration, nameOf } from '@sdkgen/ir';
import { afterAll, describe, expect, it } from 'vitest';
import {
  api,
  DOCS,
  floats,
  list,
  member,
  nullable,
  object,
  operation,
  primitive,
  reference,
  rendered,
  string,
} from './samples.ts';

const folder = mkdtempSync(join(tmpdir(), 'sdkgen-rust-'));
afterAll(() => rmSync(folder, { recursive: true }));

const item = object('Item', [member('id', primitive('string'), true), member('note', nullable(primitive('string')))]);
const page = object(
  'Page',
  [member('items', list(reference('Item')), true), member('next', nullable(primitive('string')), true)],
  'items',
);

describe('a model', () => {
  const files = rendered(api([item], [operation('put', item, reference('Item'))]));
  const model = files.get('src/models/item.rs') ?? '';

  it('tells absent from null only where both may be', () => {
    expect(model).toContain('pub id: String,');
    expect(model).toContain('pub note: Maybe<String>,');
    expect(model).toContain('pub fn clear_note(mut self) -> Self {');
  });

  it('is asked for what it must have', () => {
    expect(model).toContain('pub fn new(id: impl Into<String>) -> Self {');
    expect(files.get('src/operations/put.rs')).toContain('pub fn put(&self, id: impl Into<String>) -> Put {');
  });

  it('that is an envelope iterates', () => {
    const text = rendered(api([item, page], [operation('get', item, reference('Page'))])).get('src/models/page.rs');
    expect(text).toContain('impl IntoIterator for Page {');
  });
});

it('a projection has its members whatever the schema gains', () => {
  const wide = object('Wide', [member('a', primitive('string'), true), string('b'), string('c')]);
  const projections = [{ name: 'Narrow', of: 'Wide', members: ['a', 'b'] }];
  const text = rendered(api([wide], [operation('put', wide, null)]), { projections }).get('src/models/narrow.rs');
  expect(text).toContain('pub struct Narrow {');
  expect(text).toContain('pub b: String,');
  expect(text).toContain('c: None,');
  expect(text?.match(/^ {4}pub /gm)).toHaveLength(2);
});

it('two arguments that are one thing have one setter', () => {
  const times = object('Times', [
    member('start_time', primitive('date-time')),
    member('end_time', primitive('date-time')),
  ]);
  const text = rendered(api([times], [operation('find', times, null)])).get('src/operations/find.rs');
  expect(text).toContain('pub fn time_range(');
  expect(text).toContain('pub fn start_time(');
});

it('an error without its own class is Other, and the two matched by shape have theirs', () => {
  const text = rendered(api([], [])).get('src/error.rs') ?? '';
  expect(text).toMatch(/^ {4}Authentication,$/m);
  expect(text).toContain('    RateLimit {\n');
  expect(text).toContain('(404, "entity_not_found") => Self::EntityNotFound(details),');
  expect(text).toContain('_ => Self::Other(details),');
});

it('the lock file has the package where its name sorts it', () => {
  const text = rendered(api([], [])).get('Cargo.lock') ?? '';
  const names = [...text.matchAll(/^name = "(.*)"$/gm)].map(([, name]) => name);
  expect(names).toEqual([...names].sort());
  expect(names).toContain('mini-client');
});

it('a form of files has the runtime for it, which others do not', () => {
  const body = {
    mediaType: 'multipart/form-data',
    encoding: 'multipart',
    type: reference('Item'),
    required: true,
    flattened: false,
    parts: [],
    gzip: false,
    docs: DOCS,
  } as const;
  const files = rendered(api([item], [operation('put', item, null, { body, arguments: [] })]));
  expect(files.has('src/runtime/multipart.rs')).toBe(true);
  expect(files.get('src/runtime/mod.rs')).toContain('mod multipart;');
  expect(rendered(api([item], [])).has('src/runtime/multipart.rs')).toBe(false);
});

it('lists that may be packed have the runtime and the option for it, which others do not', () => {
  const point = object('Point', [member('at', floats, true), member('many', nullable(list(floats)))]);
  const files = rendered(api([point], [operation('move', point, list(floats))]));
  expect(files.get('src/models/point.rs')).toContain('at: required [packed::Floats] "at",');
  expect(files.get('src/models/point.rs')).toContain('many: maybe [Vec<packed::Floats>] "many",');
  expect(files.get('src/operations/move_.rs')).toContain('let body = self.call.packing(&self.body);');
  expect(files.get('src/operations/move_.rs')).toContain('request.preference = self.call.preference();');
  expect(files.get('src/client.rs')).toContain('pub fn packed_floats(');
  const others = rendered(api([item], [operation('put', item, null)]));
  expect([...others.keys()].filter((path) => path.includes('packed'))).toEqual([]);
  expect(others.get('src/client.rs')).not.toContain('packed');
});

const hasRustfmt = spawnSync('rustfmt', ['--version']).status === 0;

/** The same API under other names: what rustfmt has to say about it. */
function named(name: (index: number) => string): Api {
  let index = 0;
  const next = (): string => name(index++);
  const kinds: Declaration[] = [];
  const leaf = object('Leaf', [
    member(next(), primitive('float64'), true),
    string(next()),
    member(next(), nullable(primitive('date-time'))),
  ]);
  kinds.push(leaf, {
    kind: 'alias',
    id: 'Tree',
    name: nameOf(next()),
    docs: DOCS,
    xml: null,
    target: list(reference('Tree')),
  });
  kinds.push({
    kind: 'enum',
    id: 'Kind',
    name: nameOf(next()),
    docs: DOCS,
    xml: null,
    value: 'string',
    open: true,
    members: [{ name: nameOf(next()), value: next(), description: '' }],
  });
  kinds.push({
    kind: 'union',
    id: 'Any',
    name: nameOf(next()),
    docs: DOCS,
    xml: null,
    variants: [leaf.id, 'Tree', 'Kind'].map((id) => ({ name: nameOf(next()), type: reference(id) })),
    match: { kind: 'first-fit' },
  });
  const types = ['Leaf', 'Tree', 'Kind', 'Any'].map(reference);
  const all = [
    ...types,
    ...types.map(list),
    ...types.map(nullable),
    list(primitive('float64')),
    floats,
    list(floats),
    primitive('json'),
  ];
  const whole = {
    ...object(
      'Whole',
      all.map((type, position) => member(next(), type, position % 2 === 0)),
    ),
    name: nameOf(next()),
  };
  const body = { ...operation('', leaf, null).body, type: list(floats), flattened: false } as Body;
  const argument: Argument = { ...member(next(), body.type, true), at: { in: 'body' } };
  return api(
    [...kinds, whole],
    [
      operation(next(), whole, reference('Whole')),
      operation(next(), leaf, list(reference('Leaf'))),
      operation(next(), whole, list(nullable(floats)), { body, arguments: [argument] }),
    ],
  );
}

describe.runIf(hasRustfmt)('rustfmt changes nothing', () => {
  it.each([
    ['short', (index: number) => `a${index}`],
    ['usual', (index: number) => `entity_kind_of_${index}`],
    ['long', (index: number) => `${'quite_long_name_'.repeat(1 + (index % 4))}${index}`],
    ['hostile', (index: number) => ['type', '-', '"\\', '名前', '*/', '1 2', 'Self'][index % 7] + String(index)],
  ])('of %s names', (_, name) => {
    const root = mkdtempSync(join(folder, 'sdk-'));
    for (const [path, text] of rendered(named(name))) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const { stdout, stderr, status } = spawnSync(
      'rustfmt',
      ['--check', '--edition', '2021', join(root, 'src/lib.rs')],
      { encoding: 'utf8' },
    );
    expect(stdout + stderr).toBe('');
    expect(status).toBe(0);
  });
});

it('has the compiler tell who still calls what is deprecated, and nobody else', () => {
  const item = object('Item', [string('name')]);
  const going = { ...operation('going', item, null), docs: { ...DOCS, deprecated: true } };
  const files = rendered(api([item], [going, operation('staying', item, null)]), {}, true);
  expect(files.get('src/operations/going.rs')).toContain(
    '#[deprecated = "the API means to drop it"]\n    pub fn going(',
  );
  expect(files.get('src/operations/staying.rs')).not.toContain('#[deprecated');
  const examples = [...files].filter(([path]) => path.startsWith('examples/'));
  for (const [, text] of examples) expect(text).toContain('#![allow(deprecated)]');
});
