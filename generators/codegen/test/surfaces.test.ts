import { describe, expect, it } from 'vitest';
import {
  compareSurfaces,
  type Finding,
  type Surface,
  type SurfaceField,
  type SurfaceOperation,
  type SurfaceType,
  surfaceFindings,
} from '../src/index.ts';

const field = (name: string, more: Partial<SurfaceField> = {}): SurfaceField => ({
  name,
  type: 'string',
  isRequired: false,
  docs: '',
  ...more,
});
const call = (name: string, more: Partial<SurfaceOperation> = {}): SurfaceOperation => ({
  name,
  docs: '',
  isDeprecated: false,
  features: ['sync'],
  arguments: [],
  gives: null,
  errors: [],
  headers: [],
  example: null,
  at: 'client:1',
  ...more,
});
const type = (name: string, more: Partial<SurfaceType> = {}): SurfaceType => ({
  name,
  kind: 'object',
  docs: '',
  isDeprecated: false,
  fields: [],
  values: [],
  ...more,
});
const surface = (more: Partial<Surface> = {}): Surface => ({
  package: 'p',
  operations: [],
  types: [],
  errors: [],
  client: [],
  ...more,
});
const told = (before: Partial<Surface>, after: Partial<Surface>): string[] =>
  compareSurfaces(surface(before), surface(after)).map((one) => `${one.class}: ${one.subject} ${one.words}`);

describe('of operations', () => {
  const now = (...changed: readonly SurfaceOperation[]) =>
    told({ operations: [call('find')] }, { operations: changed });

  it('one that goes breaks, one that comes adds', () => {
    expect(now(call('search'))).toEqual(['addition: search is new', 'breaking: find is gone']);
  });

  it('an argument that must be given breaks, another adds', () => {
    expect(now(call('find', { arguments: [field('k', { isRequired: true })] }))).toEqual(['breaking: find.k is new']);
    expect(now(call('find', { arguments: [field('k')] }))).toEqual(['addition: find.k is new']);
  });

  it('a feature that goes breaks, and so does another result', () => {
    expect(now(call('find', { features: [], gives: '@Hit' }))).toEqual([
      'breaking: find gives @Hit, and gave nothing',
      'breaking: find no longer has sync',
    ]);
  });

  it('the order of what must be given counts', () => {
    const [a, b] = [field('a', { isRequired: true }), field('b', { isRequired: true })];
    const of = (...given: readonly SurfaceField[]) => ({ operations: [call('find', { arguments: given })] });
    expect(told(of(a, b), of(b, a))).toEqual(['breaking: find takes b, a in this order']);
  });

  it('words are a fix', () => {
    expect(now(call('find', { docs: 'Finds.' }))).toEqual(['fix: find is documented otherwise']);
  });
});

describe('of types', () => {
  const grown = (isExhaustive: boolean) => {
    const more = isExhaustive ? { isExhaustive } : {};
    return told({ types: [type('Hit', more)] }, { types: [type('Hit', { ...more, fields: [field('score')] })] });
  };

  it('one more member adds where users read it, and breaks where they may write it out', () => {
    expect(grown(false)).toEqual(['addition: Hit.score is new']);
    expect(grown(true)).toEqual(['breaking: Hit.score is new']);
  });

  it('one more value of an enum that can be told apart in full breaks', () => {
    const of = (...values: readonly string[]) => ({
      types: [type('Kind', { kind: 'enum', isExhaustive: true, values })],
    });
    expect(told(of('a'), of('a', 'b'))).toEqual(['breaking: Kind.b is new']);
  });

  it('one that can no longer be written out breaks', () => {
    const of = (more: object) => ({ types: [type('Hit', more)] });
    expect(told(of({ isExhaustive: true }), of({}))).toEqual(['breaking: Hit can no longer be written out']);
    expect(told(of({}), of({ isExhaustive: true }))).toEqual(['addition: Hit can be written out']);
  });

  it('a member that was always there and may now be absent breaks who reads it', () => {
    const of = (isRequired: boolean) => ({ types: [type('Hit', { fields: [field('id', { isRequired })] })] });
    expect(told(of(true), of(false))).toEqual(['breaking: Hit.id may be absent']);
    expect(told(of(false), of(true))).toEqual(['addition: Hit.id is always there']);
  });
});

it('an error of another kind breaks who catches the one it was', () => {
  const of = (base: string | null) => ({ errors: [{ name: 'LimitError', base, docs: '' }] });
  expect(told(of('ApiError'), of(null))).toEqual(['breaking: LimitError is a kind of nothing, and was of ApiError']);
});

describe('beside what the documents tell', () => {
  const finding = (name: string, kind: 'breaking' | 'addition'): Finding => ({
    pointer: '#/paths',
    kind: 'argument-added',
    subject: name,
    words: 'is new',
    classes: { rust: kind },
    names: { rust: name },
    migration: null,
  });
  const changes = compareSurfaces(
    surface({ types: [type('Hit', { isExhaustive: true })] }),
    surface({ types: [type('Hit', { isExhaustive: true, fields: [field('score')] })] }),
  );

  it('is what they say nothing of, or less', () => {
    const [only] = surfaceFindings('rust', changes, [finding('Hit.score', 'addition')]);
    expect(only).toMatchObject({ kind: 'surface-added', subject: 'Hit.score', classes: { rust: 'breaking' } });
    expect(surfaceFindings('rust', changes, [finding('Hit.score', 'breaking')])).toEqual([]);
  });

  it('words are left to the documents', () => {
    const renamed = compareSurfaces(
      surface({ types: [type('Hit')] }),
      surface({ types: [type('Hit', { docs: 'x' })] }),
    );
    expect(surfaceFindings('go', renamed, [])).toEqual([]);
  });
});
