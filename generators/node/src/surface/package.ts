import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** The declarations of a package, as its users' compilers see them. */
export interface Package {
  readonly name: string;
  readonly checker: ts.TypeChecker;
  readonly exports: readonly ts.Symbol[];
  /** Where a declaration stands, as `file:line` in the package. */
  place(node: ts.Node): string;
}

export function openPackage(folder: string): Package {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entry = join(folder, manifest.exports['.'].import.types);
  const options = { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022, strict: true };
  const program = ts.createProgram([entry], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(entry);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${entry} is not a module`);
  return {
    name: manifest.name,
    checker,
    exports: checker.getExportsOfModule(module).map((symbol) => resolved(checker, symbol)),
    place(node) {
      const file = node.getSourceFile();
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      return `${relative(folder, file.fileName)}:${line + 1}`;
    },
  };
}

function resolved(checker: ts.TypeChecker, symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

export function docsOf({ checker }: Package, symbol: ts.Symbol | undefined): string {
  return ts.displayPartsToString(symbol?.getDocumentationComment(checker));
}

export function isDeprecated({ checker }: Package, symbol: ts.Symbol | undefined): boolean {
  return symbol?.getJsDocTags(checker).some(({ name }) => name === 'deprecated') ?? false;
}
