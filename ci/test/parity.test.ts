import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Language, Surface } from '@sdkgen/codegen';
import { loadLanguages } from '@vectorscaledb/sdkgen';
import { expect, it } from 'vitest';
import { readPromised } from '../src/parity/document.ts';
import { except, readExceptions } from '../src/parity/exceptions.ts';
import { expectedOf } from '../src/parity/expected.ts';
import type { Finding } from '../src/parity/finding.ts';
import { hasSocket, SUBSCRIBE } from '../src/parity/operations.ts';
import { compareSiblings } from '../src/parity/siblings.ts';
import { surfaceFindings } from '../src/parity/surface.ts';

const promised = await readPromised();
const [go] = (await loadLanguages(['go'])) as [Language];

/** What the surface of Go would be if it were right: a thing to break. */
function right(): Surface {
  const { api, config, contract } = promised;
  const { manner } = go.surface;
  const expected = expectedOf(api, manner);
  const docsOf = (docs: { summary: string; description: string }): string => docs.description || docs.summary;
  const operations = api.operations.flatMap((operation) => {
    const { shape, success, docs } = operation;
    const type = shape.kind === 'paged' ? shape.item : success.type;
    const isSequence = (wire: string): boolean =>
      (shape.kind === 'bulk' && wire === shape.items) || operation.body?.encoding === 'ndjson';
    const taken = operation.arguments.map((argument) => {
      const { type: written, isRequired } = expected.member(argument.type, argument.required, 'argument');
      const inner = shape.kind === 'bulk' ? shape.item : (operation.body?.type ?? argument.type);
      const isList = isSequence(argument.name.wire);
      const stated = argument.default === undefined ? '' : ` Default: ${JSON.stringify(argument.default)}.`;
      return {
        name: manner.argument(argument.name),
        type: isList ? `list<${expected.notation(inner, 'argument')}>` : written,
        isRequired,
        docs: `${docsOf(argument.docs)}${stated}`,
      };
    });
    const resumes = operation.parameters.filter(({ filledBy }) => filledBy === 'resume');
    const cursor = resumes.map(({ name }) => ({
      name: manner.argument(name),
      type: 'string',
      isRequired: false,
      docs: '',
    }));
    const whole = {
      name: manner.operation(operation.name),
      docs: `${docs.summary}\n\n${docs.description}`,
      isDeprecated: docs.deprecated,
      features: [
        ...(['sync', 'cancellation', 'timeout', 'retries', 'raw response'] as const),
        ...(shape.kind === 'paged' ? (['pages'] as const) : []),
        ...(shape.kind === 'bulk' ? (['bulk'] as const) : []),
        ...(shape.kind === 'events' || shape.kind === 'lines' ? (['stream'] as const) : []),
      ],
      arguments: [...taken, ...cursor],
      gives: type && expected.notation(type, 'result'),
      errors: contract.errors.map(({ name }) => name),
      headers: [],
      example: null,
      at: 'a.go:1',
    };
    return hasSocket(operation) ? [whole, { ...whole, name: manner.operation(SUBSCRIBE) }] : [whole];
  });
  const types = [...api.declarations.values()].map((declaration) => ({
    name: manner.type(declaration.name),
    kind: declaration.kind,
    docs: docsOf(declaration.docs),
    isDeprecated: declaration.docs.deprecated,
    fields:
      declaration.kind === 'object'
        ? declaration.properties.map(({ name, type, required, docs }) => ({
            name: manner.field(name),
            ...expected.member(type, required, 'result'),
            docs: docsOf(docs),
          }))
        : [],
    values: declaration.kind === 'enum' ? declaration.members.map(({ value }) => String(value)) : [],
  }));
  const errors = [...contract.errors, ...contract.local_errors].map(({ name, summary }) => ({
    name,
    base: config.baseError,
    docs: summary,
  }));
  const client = ['URL', 'Timeout', 'MaxRetries', 'APIKey', 'Token', 'TenantID'].map((name) => ({
    name,
    type: 'string',
    isRequired: false,
    docs: '',
  }));
  return { package: 'x', operations, types, errors, client };
}

type Change = (surface: Surface) => Surface;
const operation =
  (name: string, change: (one: Surface['operations'][number]) => object): Change =>
  (surface) => ({
    ...surface,
    operations: surface.operations.map((one) => (one.name === name ? { ...one, ...change(one) } : one)),
  });
const argument = (of: string, name: string, change: object): Change =>
  operation(of, (one) => ({
    arguments: one.arguments.map((field) => (field.name === name ? { ...field, ...change } : field)),
  }));
const field =
  (of: string, name: string, change: object): Change =>
  (surface) => ({
    ...surface,
    types: surface.types.map((type) =>
      type.name === of
        ? { ...type, fields: type.fields.map((one) => (one.name === name ? { ...one, ...change } : one)) }
        : type,
    ),
  });

const FAULTS: readonly (readonly [what: string, change: Change])[] = [
  [
    'temporal_knn › operation TemporalKnn',
    (surface) => ({ ...surface, operations: surface.operations.filter(({ name }) => name !== 'TemporalKnn') }),
  ],
  [
    'operation Surplus',
    (surface) => ({
      ...surface,
      operations: surface.operations.flatMap((one, n) => (n === 0 ? [one, { ...one, name: 'Surplus' }] : [one])),
    }),
  ],
  ['temporal_knn › K', argument('TemporalKnn', 'K', { name: 'Count' })],
  ['temporal_knn › K › type', argument('TemporalKnn', 'K', { type: 'string' })],
  ['temporal_knn › K › required', argument('TemporalKnn', 'K', { isRequired: true })],
  [
    'temporal_knn › K › default',
    argument('TemporalKnn', 'K', { docs: 'How many observations to return at most. Default: 11.' }),
  ],
  ['temporal_knn › K › docs', argument('TemporalKnn', 'K', { docs: 'Default: 10.' })],
  [
    'compare_trajectories › order of required arguments',
    operation('CompareTrajectories', (one) => ({ arguments: one.arguments.toReversed() })),
  ],
  ['get_entity › result', operation('GetEntity', () => ({ gives: '@Hit' }))],
  [
    'list_entities › pages',
    operation('ListEntities', (one) => ({ features: one.features.filter((feature) => feature !== 'pages') })),
  ],
  ['get_status › docs', operation('GetStatus', () => ({ docs: '' }))],
  ['get_status › deprecated', operation('GetStatus', () => ({ isDeprecated: true }))],
  [
    'get_entity › may end in NotFoundError',
    operation('GetEntity', (one) => ({ errors: one.errors.filter((name) => name !== 'NotFoundError') })),
  ],
  ['type Entity › DisplayName › type', field('Entity', 'DisplayName', { type: 'number' })],
  ['type Entity › DisplayName › always there', field('Entity', 'DisplayName', { isRequired: true })],
  ['type Entity › DisplayName › docs', field('Entity', 'DisplayName', { docs: '' })],
  ['type Hit', (surface) => ({ ...surface, types: surface.types.filter(({ name }) => name !== 'Hit') })],
  [
    'type EntityType › values',
    (surface) => ({
      ...surface,
      types: surface.types.map((type) => (type.name === 'EntityType' ? { ...type, values: [] } : type)),
    }),
  ],
  [
    'error RateLimitError',
    (surface) => ({ ...surface, errors: surface.errors.filter(({ name }) => name !== 'RateLimitError') }),
  ],
  [
    'client option timeout',
    (surface) => ({ ...surface, client: surface.client.filter(({ name }) => name !== 'Timeout') }),
  ],
];

it('a surface that is as the document says has no findings', () => {
  expect(surfaceFindings(promised, go, right())).toEqual([]);
});

it.each(FAULTS)('%s: a fault in the surface is found', (what, change) => {
  expect(surfaceFindings(promised, go, change(right())).map((finding) => finding.what)).toContain(what);
});

it('the sibling that says something else than the others is named', () => {
  const siblings = ['a', 'b', 'c'].map((id) => ({ language: { ...go, id }, surface: right() }));
  expect(compareSiblings(promised.api, siblings)).toEqual([]);
  const odd = argument('TemporalKnn', 'K', { docs: 'How many observations to return at most. Range: 1 to 7.' })(
    right(),
  );
  const findings = compareSiblings(
    promised.api,
    siblings.map((one) => (one.language.id === 'b' ? { ...one, surface: odd } : one)),
  );
  expect(findings.map(({ language, what }) => [language, what])).toEqual([['b', 'temporal_knn › k › docs']]);
});

const found: Finding = {
  check: 'surface',
  language: 'go',
  operation: 'ping',
  features: ['docs'],
  what: 'ping › docs',
  expected: 'a',
  got: 'b',
};
const known = { language: 'go', what: 'ping › docs', reason: 'it is so', expires: '2026-06-01' };

it('an exception holds until its day, for what it names and its language', () => {
  expect(except([found], [known], '2026-06-01')).toMatchObject({ findings: [], stale: [] });
  expect(except([found], [{ ...known, what: '* › docs' }], '2026-06-01').findings).toEqual([]);
  expect(except([found], [{ ...known, what: '* › example' }], '2026-06-01').findings).toEqual([found]);
  expect(except([found], [{ ...known, language: 'rust' }], '2026-06-01').findings).toEqual([found]);
});

it('an exception that is past its day, or no longer fails, is a failure', () => {
  expect(except([found], [known], '2026-06-02')).toMatchObject({
    findings: [found],
    stale: [expect.stringContaining('expired')],
  });
  expect(except([], [known], '2026-06-01').stale).toEqual([expect.stringContaining('no longer fails')]);
});

it('an exception without a reason or a date is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'exceptions-'));
  const file = join(folder, 'exceptions.yaml');
  await writeFile(file, '- { language: go, what: x, expires: soon, reason: y }\n');
  await expect(readExceptions(file)).rejects.toThrow('exception 1');
  await rm(folder, { recursive: true });
});
