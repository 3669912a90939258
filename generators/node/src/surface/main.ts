// Prints the public surface of a packed SDK as JSON: `main.ts FOLDER`, the folder `npm pack` made, unpacked.
import { resolve } from 'node:path';
import type { Surface, SurfaceError } from '@sdkgen/codegen';
import ts from 'typescript';
import { operationsOf } from './operations.ts';
import { docsOf, openPackage, type Package } from './package.ts';
import { fieldsOf, typesOf } from './types.ts';

const pack = openPackage(resolve(process.argv[2] ?? '.'));
const classes = pack.exports.flatMap(
  (symbol) => symbol.declarations?.filter((node) => ts.isClassDeclaration(node)) ?? [],
);
const client = classes.find(isClient);
if (!client) throw new Error('no exported class is made with ClientOptions');

const surface: Surface = {
  package: pack.name,
  operations: operationsOf(pack, client),
  types: typesOf(pack),
  errors: errorsOf(pack),
  client: fieldsOf(pack, optionsOf(client)),
};
process.stdout.write(`${JSON.stringify(surface, null, 1)}\n`);

function isClient(node: ts.ClassDeclaration): boolean {
  return optionsOf(node)?.symbol?.name === 'ClientOptions';
}

function optionsOf(node: ts.ClassDeclaration): ts.Type | null {
  const [options] = node.members.find((member) => ts.isConstructorDeclaration(member))?.parameters ?? [];
  return options ? pack.checker.getTypeAtLocation(options).getNonNullableType() : null;
}

/** Classes that are errors, and the exported one each extends. */
function errorsOf({ checker, exports }: Package): SurfaceError[] {
  const names = new Set(exports.map(({ name }) => name));
  return exports.flatMap((symbol) => {
    const node = symbol.declarations?.find((one) => ts.isClassDeclaration(one));
    if (!node || !symbol.name || !isError(checker, symbol)) return [];
    const base = node.heritageClauses?.[0]?.types[0]?.expression.getText() ?? null;
    return [{ name: symbol.name, base: base !== null && names.has(base) ? base : null, docs: docsOf(pack, symbol) }];
  });
}

function isError(checker: ts.TypeChecker, symbol: ts.Symbol): boolean {
  const properties = checker.getDeclaredTypeOfSymbol(symbol).getProperties();
  return ['message', 'code', 'attempts'].every((name) => properties.some((property) => property.name === name));
}
