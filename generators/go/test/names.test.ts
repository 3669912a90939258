import { Scope } from '@sdkgen/codegen';
import { nameOf } from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import { defaultNames } from '../src/default-names.ts';
import { claim, exported, fileStem, unexported } from '../src/names.ts';
import { documented } from '../src/view/prose.ts';

describe('exported', () => {
  it.each([
    ['entity_id', 'EntityID'],
    ['entity_ids', 'EntityIDs'],
    ['temporal_knn', 'TemporalKnn'],
    ['httpUrl', 'HTTPURL'],
    ['TRACKED_OBJECT', 'TrackedObject'],
    ['1', 'X1'],
    ['名前', 'X名前'],
    ['straße', 'Straße'],
    ['²', 'Ub2'],
    ['', 'Empty'],
  ])('spells %j as %s', (wire, name) => {
    expect(exported(nameOf(wire))).toBe(name);
  });
});

describe('unexported', () => {
  it.each([
    ['IngestBatch', 'ingestBatch'],
    ['HTTPStatus', 'httpStatus'],
    ['ID', 'id'],
    ['List', 'list'],
  ])('spells %s as %s', (name, variable) => {
    expect(unexported(name)).toBe(variable);
  });
});

describe('claim', () => {
  it('climbs without underscores, and never runs a rung into a digit', () => {
    const scope = new Scope(new Set(['Client']));
    expect(
      ['Client', 'Entity', 'Entity', 'Level1', 'Level1', 'Level12', 'Entity'].map((name) => claim(scope, name)),
    ).toEqual(['Client2', 'Entity', 'Entity2', 'Level1', 'Level1V2', 'Level12', 'Entity3']);
  });
});

describe('file stems', () => {
  it('never leaves what Go would take for a constraint at the end', () => {
    expect(`${fileStem(nameOf('windows amd64'))}_operations.go`).toBe('windows_amd64_operations.go');
    expect(fileStem(nameOf('a/../b'))).toBe('a_b');
    expect(fileStem(nameOf('*'))).toBe('u2a');
  });
});

describe('defaultNames', () => {
  it.each([
    [['pet', 'store'], 'petstore'],
    [['type'], 'typeapi'],
    [['3', 'd'], 'apid'],
  ])('names the package of %j %s', (words, module) => {
    expect(defaultNames(words).module).toBe(module);
  });
});

describe('documented', () => {
  it.each([
    ['Store one observation', '// Ingest stores one observation.'],
    ['Query by name', '// Ingest queries by name.'],
    ['An entity.', '// Ingest is an entity.'],
    ['Pets of all kinds', '// Ingest – Pets of all kinds.'],
    ['', '// Ingest has no description in the document.'],
  ])('opens %j with the name', (text, comment) => {
    expect(documented('Ingest', [text]).toString()).toBe(comment);
  });
});
