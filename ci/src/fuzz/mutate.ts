import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { PAYLOADS } from '../hostile/payloads.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Draws, the same for the same seed. */
export interface Draw {
  /** Below `count`. */
  index(count: number): number;
  of<T>(list: readonly T[]): T | undefined;
}

export function drawing(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  const index = (count: number): number => uniformInt(generator, 0, count - 1);
  return { index, of: (list) => (list.length === 0 ? undefined : list[index(list.length)]) };
}

/** A place in a tree: the container and the key that leads on. */
interface Spot {
  readonly holder: Json[] | { [key: string]: Json };
  readonly key: string | number;
}

const MOST_CHANGES = 4;

/** A copy with a few changes of the kinds that people, merges and attackers make. */
export function mutate(document: Json, corpus: readonly Json[], draw: Draw): Json {
  const copy = structuredClone(document);
  const changes = 1 + draw.index(MOST_CHANGES);
  for (let change = 0; change < changes; change += 1) {
    const spot = draw.of(spotsOf(copy));
    if (spot) draw.of(MUTATIONS)?.(spot, copy, corpus, draw);
  }
  return copy;
}

type Mutation = (spot: Spot, document: Json, corpus: readonly Json[], draw: Draw) => void;

const MUTATIONS: readonly Mutation[] = [
  remove,
  rename,
  (spot, _, __, draw) => put(spot, draw.of(ODD_VALUES) ?? null),
  (spot, _, __, draw) => put(spot, draw.of(Object.values(PAYLOADS)) ?? ''),
  (spot, document, _, draw) => copyFrom(document, spot, draw),
  (spot, _, corpus, draw) => copyFrom(draw.of(corpus) ?? null, spot, draw),
  (spot, document, _, draw) => put(spot, { $ref: draw.of(pointers(document)) ?? '#/nowhere' }),
  (spot) => put(spot, [get(spot), get(spot)]),
  (spot, _, __, draw) => put(spot, draw.of(WRAPPINGS)?.(get(spot)) ?? null),
  addKeyword,
];

const ODD_VALUES: readonly Json[] = [
  null,
  true,
  false,
  0,
  -1,
  1e308,
  0.1,
  2 ** 53,
  '',
  ' ',
  'a/b~c%7B{d}',
  '__proto__',
  'constructor',
  '#',
  '#/',
  [],
  {},
  [[]],
  [null],
  { '': {} },
  { $ref: '#' },
  { $ref: '#/components/schemas' },
];

const WRAPPINGS: readonly ((inner: Json) => Json)[] = [
  (inner) => ({ allOf: [inner] }),
  (inner) => ({ oneOf: [inner, { type: 'null' }] }),
  (inner) => ({ anyOf: [inner, inner, { type: 'string' }] }),
  (inner) => ({ type: 'array', items: inner }),
  (inner) => ({ type: 'object', additionalProperties: inner }),
  (inner) => ({ type: 'object', properties: { inner }, required: ['inner', 'other'] }),
  (inner) => ({ not: inner }),
  (inner) => ({ type: 'array', prefixItems: [inner], items: false }),
];

const KEYWORDS: Readonly<Record<string, readonly Json[]>> = {
  type: [
    'string',
    'integer',
    'number',
    'boolean',
    'array',
    'object',
    'null',
    ['string', 'null'],
    ['integer', 'object'],
    'file',
  ],
  format: ['date-time', 'uint64', 'byte', 'binary', 'decimal', 'unix-time', 'int64', 'x'],
  enum: [[], ['a'], [1, 'a', null, true], [[1], { a: 1 }], ['', ' ', 'A', 'a']],
  const: [null, 1, 'a', true, { a: [1] }],
  nullable: [true, 'yes'],
  required: [['a', 'a'], [''], true],
  default: [null, 'x', { a: 1 }],
  style: ['form', 'deepObject', 'matrix', 'label', 'pipeDelimited', 'spaceDelimited', 'simple', 'none'],
  explode: [true, false],
  in: ['query', 'path', 'header', 'cookie', 'body'],
  name: ['', 'Idempotency-Key', 'last-event-id', 'class', 'a.b[c]'],
  operationId: ['', 'class', 'self', 'a', 'new', '1'],
  readOnly: [true],
  writeOnly: [true],
  discriminator: [{ propertyName: 'kind' }, { propertyName: '' }, 'kind'],
  additionalProperties: [true, false, { type: 'string' }],
  'x-pagination': [{ cursor: 'c', next: 'n', items: 'i' }, true],
  'x-bulk': [{ items: 'a', max_items: 0, results: 'b', index: 'c' }],
  'x-stream': [{ endless: true }, { sentinel: '' }],
  'x-items': ['items', ''],
  'x-client': ['tenant', '1', ''],
  'x-extensible-enum': [['a', 1], []],
};

function addKeyword(spot: Spot, _: Json, __: readonly Json[], draw: Draw): void {
  const value = get(spot);
  const keyword = draw.of(Object.keys(KEYWORDS));
  if (!keyword || typeof value !== 'object' || value === null || Array.isArray(value)) return;
  value[keyword] = structuredClone(draw.of(KEYWORDS[keyword] ?? []) ?? null);
}

function remove({ holder, key }: Spot): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

function rename(spot: Spot, _: Json, __: readonly Json[], draw: Draw): void {
  const { holder, key } = spot;
  if (Array.isArray(holder)) return;
  const names = [
    ...Object.values(PAYLOADS),
    String(key).toUpperCase(),
    `${key} `,
    `_${key}`,
    '200',
    '2XX',
    'default',
    'class',
  ];
  const value = get(spot);
  delete holder[key];
  holder[draw.of(names) ?? ''] = value;
}

function copyFrom(document: Json, spot: Spot, draw: Draw): void {
  const other = draw.of(spotsOf(document));
  if (other) put(spot, structuredClone(get(other)));
}

const get = ({ holder, key }: Spot): Json => (holder as { [key: string | number]: Json })[key] ?? null;

function put({ holder, key }: Spot, value: Json): void {
  (holder as { [key: string | number]: Json })[key] = structuredClone(value);
}

function spotsOf(value: Json): Spot[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys: (string | number)[] = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  return keys.flatMap((key) => {
    const spot = { holder: value, key };
    return [spot, ...spotsOf(get(spot))];
  });
}

function pointers(document: Json, at = '#'): string[] {
  if (typeof document !== 'object' || document === null) return [];
  return Object.entries(document).flatMap(([key, inner]) => {
    const pointer = `${at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return [pointer, ...pointers(inner, pointer)];
  });
}
