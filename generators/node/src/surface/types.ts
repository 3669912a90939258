import type { SurfaceField, SurfaceType } from '@sdkgen/codegen';
import ts from 'typescript';
import { notation } from './notation.ts';
import { docsOf, isDeprecated, type Package } from './package.ts';

/** Members of an object, its own and what it extends; those with names of a program's making only. */
export function fieldsOf(pack: Package, type: ts.Type | null): SurfaceField[] {
  return (type?.getProperties() ?? []).flatMap((property) => {
    const node = property.declarations?.[0];
    if (!node || !ts.isPropertySignature(node) || !node.type || ts.isComputedPropertyName(node.name)) return [];
    const isOptional = node.questionToken !== undefined || saysUndefined(node.type);
    const field = { name: property.name, type: notation(node.type), isRequired: !isOptional };
    return [{ ...field, docs: docsOf(pack, property) }];
  });
}

const saysUndefined = (node: ts.TypeNode): boolean =>
  ts.isUnionTypeNode(node) && node.types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword);

/** Exported interfaces and aliases of the API: those of the runtime are of another folder. */
export function typesOf(pack: Package): SurfaceType[] {
  return pack.exports.flatMap((symbol) => {
    const node = symbol.declarations?.[0];
    if (!node || pack.place(node).includes('/runtime/')) return [];
    const about = { name: symbol.name, docs: docsOf(pack, symbol), isDeprecated: isDeprecated(pack, symbol) };
    if (ts.isInterfaceDeclaration(node)) {
      const fields = fieldsOf(pack, pack.checker.getDeclaredTypeOfSymbol(symbol));
      return [{ ...about, kind: 'object', fields, values: [] }];
    }
    return ts.isTypeAliasDeclaration(node) ? [{ ...about, ...ofAlias(node.type) }] : [];
  });
}

function ofAlias(node: ts.TypeNode): Pick<SurfaceType, 'kind' | 'fields' | 'values'> {
  if (!ts.isUnionTypeNode(node)) return { kind: 'alias', fields: [], values: [notation(node)] };
  const literals = node.types.filter((type) => ts.isLiteralTypeNode(type)).map(notation);
  if (literals.length === 0) return { kind: 'union', fields: [], values: node.types.map(notation) };
  return { kind: 'enum', fields: [], values: literals.map((text) => JSON.parse(text)) };
}
