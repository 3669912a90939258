import type { SurfaceField, SurfaceType } from '@sdkgen/codegen';
import ts from 'typescript';
import { notation } from './notation.ts';
import { docsOf, isDeprecated, type Package } from './package.ts';

/** Members of an object, its own and what it extends; those with names of a program's making only. */
export function fieldsOf(pack: Package, type: ts.Type | null): SurfaceField[] {
  return (type?.getProperties() ?? []).flatMap((property) => {
    const node = property.declarations?.[0];
    if (!node || !ts.isPropertySignature(node) || !node.type || ts.isComputedPropertyName(node.name)) return [];
    const field = { name: property.name, type: notation(node.type), isRequired: node.questionToken === undefined };
    return [{ ...field, docs: docsOf(pack, property) }];
  });
}

/** Headers of answers: each can be asked for, and those that may be missing say that they may be undefined. */
export function headerFieldsOf(pack: Package, type: ts.Type): SurfaceField[] {
  const fields = fieldsOf(pack, type);
  const may = new Set(type.getProperties().flatMap((one) => (saysUndefined(one.declarations?.[0]) ? [one.name] : [])));
  return fields.map((field) => ({ ...field, isRequired: field.isRequired && !may.has(field.name) }));
}

const saysUndefined = (node: ts.Declaration | undefined): boolean =>
  node !== undefined &&
  ts.isPropertySignature(node) &&
  node.type !== undefined &&
  ts.isUnionTypeNode(node.type) &&
  node.type.types.some(({ kind }) => kind === ts.SyntaxKind.UndefinedKeyword);

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
