// Makes a module of every `@example` of a built SDK, to be checked as its users' code would be: `examples.ts FOLDER NAME`.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const [folder = '.', to = 'examples'] = process.argv.slice(2);
const { name } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const source = ts.createSourceFile(
  'client.d.ts',
  readFileSync(join(folder, 'dist/esm/client.d.ts'), 'utf8'),
  ts.ScriptTarget.ES2022,
  true,
);
const client = source.statements.find((node) => ts.isClassDeclaration(node));
const methods = client?.members.filter((member) => ts.isMethodDeclaration(member)) ?? [];

const place = join(folder, to);
rmSync(place, { recursive: true, force: true });
mkdirSync(place, { recursive: true });
const compilerOptions = { noEmit: true, declaration: false, rootDir: '.' };
const settings = { extends: './tsconfig.json', compilerOptions, include: [to] };
writeFileSync(join(folder, `tsconfig.${to}.json`), JSON.stringify(settings));
const without = methods.filter((method) => !written(method)).map((method) => method.name.getText());
for (const method of without) process.stderr.write(`${method} has no example\n`);
process.stdout.write(`${methods.length - without.length} examples\n`);
process.exitCode = without.length > 0 ? 1 : 0;

/** Whether there is one, which is then a file. */
function written(method: ts.MethodDeclaration): boolean {
  const example = exampleOf(method);
  if (example === null) return false;
  const type = client?.name?.text ?? '';
  const head = `import type { ${type} } from '${name}';\n\ndeclare const client: ${type};\n\n`;
  writeFileSync(join(folder, to, `${method.name.getText()}.ts`), `${head}${example}\n`);
  return true;
}

/** The code between the fences of the comment, as it is written there. */
function exampleOf(method: ts.MethodDeclaration): string | null {
  const comment =
    ts
      .getJSDocCommentsAndTags(method)
      .find((node) => ts.isJSDoc(node))
      ?.getText() ?? '';
  const [, lines] = /@example\n *\* ```ts\n([\s\S]*?)\n *\* ```/.exec(comment) ?? [];
  return lines?.replaceAll(/^ *\* ?/gm, '') ?? null;
}
