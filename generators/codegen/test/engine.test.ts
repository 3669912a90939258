import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { code, createRender, Lexeme } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'templates-'));
afterAll(() => rmSync(folder, { recursive: true }));

function print(source: string, view: object, partials: Record<string, string> = {}): string {
  for (const [name, text] of Object.entries({ ...partials, main: source }))
    writeFileSync(join(folder, `${name}.hbs`), text);
  return createRender([pathToFileURL(`${folder}/`)])('main', view);
}

describe('the engine fails closed', () => {
  it('prints lexemes', () => {
    expect(print('a {{x}} b', { x: Lexeme.escaped('<">') })).toBe('a <"> b');
  });

  it.each([[{ x: 'text' }], [{ x: 1 }], [{ x: null }], [{ x: { toString: () => 'sly' } }], [{}]])(
    'refuses to print %j',
    (view) => {
      expect(() => print('{{x}}', view)).toThrow();
    },
  );

  it('refuses unknown helpers and blocks on values', () => {
    expect(() => print('{{shout x}}', { x: Lexeme.escaped('x') })).toThrow();
    expect(() => print('{{#x}}a{{/x}}', { x: true })).toThrow();
    expect(() => print('{{lookup x "y"}}', { x: {} })).toThrow();
  });

  it('gives a partial only what it is handed', () => {
    const x = Lexeme.escaped('X');
    expect(print('{{> part y}}', { x, y: { x: Lexeme.escaped('Y') } }, { part: '{{x}}' })).toBe('Y');
  });

  it('reaches nothing through prototypes', () => {
    expect(() => print('{{constructor}}', {})).toThrow();
  });
});

describe('Lexeme', () => {
  it('composes only from lexemes', () => {
    const inner = Lexeme.escaped('f64');
    expect(String(code`Vec<${inner}>`)).toBe('Vec<f64>');
    expect(String(Lexeme.join([inner, inner], ', '))).toBe('f64, f64');
  });
});
