import type { SdkConfig } from '@sdkgen/codegen';
import { type Api, type Declaration, nameOf } from '@sdkgen/ir';
import { describe, expect, it } from 'vitest';
import { pascalCase, snakeCase } from '../src/casing.ts';
import { namesOf } from '../src/names.ts';
import { object, string } from './samples.ts';

const CONFIG = { projections: [], groupings: [] } as unknown as SdkConfig;

function typesOf(...names: string[]): string[] {
  const declarations = new Map(names.map((name): [string, Declaration] => [name, object(name, [])]));
  const api = { declarations, operations: [] } as unknown as Api;
  const settled = namesOf(api, CONFIG, 'Client');
  return names.map((name) => settled.type(name));
}

describe('casing', () => {
  it.each([
    ['entityId', 'entity_id', 'EntityId'],
    ['2fa-code', 'n2_fa_code', '2FaCode'],
    ['café', 'cafe', 'Cafe'],
    ['名前', 'u540du524d', 'U540du524d'],
    ['x'.repeat(80), 'x'.repeat(50), `X${'x'.repeat(49)}`],
  ])('%s', (wire, snake, pascal) => {
    expect([snakeCase(nameOf(wire)), pascalCase(nameOf(wire))]).toEqual([snake, pascal]);
  });
});

describe('names', () => {
  it('keep away from what every file knows', () => {
    expect(typesOf('Error', 'String', 'Client', 'Observation')).toEqual([
      'ErrorModel',
      'StringModel',
      'ClientModel',
      'Observation',
    ]);
  });

  it('are distinct however they collide', () => {
    expect(new Set(typesOf('a-b', 'aB', 'A_B', 'ABModel')).size).toBe(4);
  });

  it('of members never take a keyword, nor another member’s own name', () => {
    const members = ['type', 'self', 'extra', 'clear_name', 'name'].map((name) => string(name));
    const api = { declarations: new Map([['m', object('m', members)]]), operations: [] } as unknown as Api;
    const names = namesOf(api, CONFIG, 'Client');
    const fields = members.map(({ name }) => names.member('m', name.wire).field);
    expect(fields).toEqual(['type_', 'self_', 'extra_', 'clear_name', 'name']);
    expect(names.member('m', 'name').clear).toBe('clear_name_');
  });
});
