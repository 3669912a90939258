// biome-ignore-all lint/suspicious/noTemplateCurlyInString: hostile text is what these tests are about.
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import * as literals from '../src/literals.ts';

/** Text that tries to leave whatever it is put in. */
const HOSTILE = [
  `'`,
  `"`,
  '`',
  '\\',
  `\\'`,
  '${process.exit()}',
  '*/ process.exit() /*',
  '// x',
  '\n',
  '\r\n',
  '\u2028',
  '\u2029',
  '\0',
  '\u202e',
  '\ud800',
  `'; process.exit(); '`,
  `"; process.exit(); "`,
  '</script>',
  '{{x}}',
  '#{x}',
  '"""',
  '\u0085',
  'a\tb',
  '{@link x}',
  '@param x',
];

function parse(text: string): ts.SourceFile {
  const file = ts.createSourceFile('x.ts', text, ts.ScriptTarget.ESNext, true);
  expect((file as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics).toEqual([]);
  return file;
}

/** The only expression of a file that should have one. */
function only(text: string): ts.Expression {
  const { statements } = parse(text);
  expect(statements.length).toBe(1);
  const [statement] = statements;
  if (!statement || !ts.isExpressionStatement(statement)) throw new Error(text);
  return ts.isParenthesizedExpression(statement.expression) ? statement.expression.expression : statement.expression;
}

describe.each(HOSTILE)('%j', (payload) => {
  it('is one string that says the same', () => {
    const literal = `${literals.string(payload)}`;
    const expression = only(`(${literal});`);
    expect(ts.isStringLiteral(expression) && expression.text).toBe(payload);
    expect(literal).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it('is one member name', () => {
    const expression = only(`({ ${literals.propertyKey(payload)}: 1 });`);
    expect(ts.isObjectLiteralExpression(expression) && expression.properties.length).toBe(1);
  });

  it('stays in a documentation comment, and in a line comment', () => {
    const lines = literals.doc([`${payload} and ${payload.repeat(40)}`, payload]);
    expect(parse(`${lines.join('\n')}\nexport {};`).statements.length).toBe(1);
    expect(parse(`${literals.lineComment(payload)}\nexport {};`).statements.length).toBe(1);
  });

  it('stays in a path', () => {
    const expression = only(`(\`${literals.pathText(`/a${payload}`)}\`);`);
    expect(ts.isNoSubstitutionTemplateLiteral(expression) && expression.text).toMatch(/^[!-~]+$/);
  });

  it('is one JSON value', () => {
    expect(JSON.parse(`${literals.json(payload)}`)).toBe(payload);
  });

  it('is no identifier, and no package', () => {
    expect(() => literals.identifier(payload)).toThrow();
    expect(() => literals.packageSpec(payload)).toThrow();
  });
});

describe('literals', () => {
  it('choose the quotes that need fewer escapes', () => {
    expect(`${literals.string("it's")}`).toBe(`"it's"`);
    expect(`${literals.string(`it's "x"`)}`).toBe(`'it\\'s "x"'`);
  });

  it('set a member called __proto__, and never the prototype', () => {
    const made = new Function(`return { ${literals.propertyKey('__proto__')}: 1 };`)() as object;
    expect(Object.keys(made)).toEqual(['__proto__']);
  });

  it('keep percent-encoding a path already has', () => {
    expect(`${literals.pathText('/a%2Fb/c d')}`).toBe('/a%2Fb/c%20d');
  });

  it('keep the query of a path, and let nothing begin a fragment', () => {
    expect(`${literals.pathText('/a?b=c d#e')}`).toBe('/a?b=c%20d%23e');
  });
});
