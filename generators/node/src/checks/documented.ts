// Fails on every exported name, and every public member of one, that has no documentation: `documented.ts index.d.ts`.
import { resolve } from 'node:path';
import ts from 'typescript';

const entry = resolve(process.argv[2] ?? 'dist/esm/index.d.ts');
const program = ts.createProgram([entry], { module: ts.ModuleKind.NodeNext, target: ts.ScriptTarget.ES2022 });
const checker = program.getTypeChecker();
const source = program.getSourceFile(entry);
const module = source && checker.getSymbolAtLocation(source);
if (!module) throw new Error(`${entry} is not a module`);

const exported = checker.getExportsOfModule(module).map(resolved);
const undocumented = exported.flatMap((symbol) => [
  ...(isDocumented(symbol) ? [] : [symbol.name]),
  ...membersOf(symbol).flatMap((member) => (isDocumented(member) ? [] : [`${symbol.name}.${member.name}`])),
]);
for (const name of undocumented) process.stderr.write(`${name} has no documentation\n`);
process.stdout.write(`${exported.length} exports, ${undocumented.length} names without documentation\n`);
process.exitCode = undocumented.length > 0 || exported.length === 0 ? 1 : 0;

function resolved(symbol: ts.Symbol): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

/** A module says what it is through what it exports, which is judged by itself. */
function isDocumented(symbol: ts.Symbol): boolean {
  if (symbol.flags & ts.SymbolFlags.ValueModule) return true;
  return symbol.getDocumentationComment(checker).length > 0;
}

/** What a class or interface of ours declares: not what it inherits, keeps private or indexes. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  const own = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
  return own.filter(({ name, declarations = [], flags }) => {
    if (flags & (ts.SymbolFlags.TypeParameter | ts.SymbolFlags.Signature | ts.SymbolFlags.Prototype)) return false;
    return !name.startsWith('__#') && name !== '#private' && declarations.length > 0 && !isIndexSignature(declarations);
  });
}

function isIndexSignature(declarations: readonly ts.Declaration[]): boolean {
  return declarations.every((declaration) => ts.isIndexSignatureDeclaration(declaration));
}
