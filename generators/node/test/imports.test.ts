import { Lexeme } from '@sdkgen/codegen';
import { expect, it } from 'vitest';
import { importsOf } from '../src/view/imports.ts';

const CANDIDATES = ['Items', 'models', 'wire'];
const importsFor = (...lines: readonly string[]) =>
  importsOf(lines.map(Lexeme.escaped), CANDIDATES).imports.map((each) => /as \w+|\{.*\}/.exec(`${each}`)?.[0]);

it('imports what code uses', () => {
  expect(importsFor('a: Items<models.A>', `path: () => \`/a/\${wire.text(b)}\``)).toEqual([
    'as models',
    '{ Items }',
    'as wire',
  ]);
});

it('takes text of the document for no use of a name', () => {
  expect(importsFor('/** `GET /Items/models.x`. */', ' * Items', "'Items'", `path: () => \`/Items/\${id}\``)).toEqual(
    [],
  );
});
