import ts from 'typescript';

/** What is written for a list, whatever may be passed for one. */
const LISTS = new Set(['Array', 'ReadonlyArray', 'Iterable', 'AsyncIterable', 'Items']);
const NAMED: Readonly<Record<string, string>> = {
  Date: 'instant',
  JsonValue: 'json',
  NumberList: 'list<number>',
  Uint8Array: 'bytes',
  Blob: 'bytes',
};
const KEYWORDS: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.StringKeyword]: 'string',
  [ts.SyntaxKind.NumberKeyword]: 'number',
  [ts.SyntaxKind.BooleanKeyword]: 'boolean',
  [ts.SyntaxKind.BigIntKeyword]: 'bigint',
  [ts.SyntaxKind.UnknownKeyword]: 'json',
  [ts.SyntaxKind.VoidKeyword]: 'null',
};

/** A type as it is written in a declaration, in type notation. What may be left out is said by its member, not here. */
export function notation(node: ts.TypeNode): string {
  if (ts.isParenthesizedTypeNode(node)) return notation(node.type);
  if (ts.isTypeOperatorNode(node)) return notation(node.type);
  if (ts.isArrayTypeNode(node)) return `list<${notation(node.elementType)}>`;
  if (ts.isTupleTypeNode(node)) return `tuple<${node.elements.map(notation).join(', ')}>`;
  if (ts.isNamedTupleMember(node)) return notation(node.type);
  if (ts.isUnionTypeNode(node)) return [...new Set(variantsOf(node).map(notation))].join(' | ');
  if (ts.isLiteralTypeNode(node)) return node.literal.kind === ts.SyntaxKind.NullKeyword ? 'null' : literal(node);
  if (ts.isTypeLiteralNode(node)) return ofMembers(node);
  // `A & { more }`: what is added is told by its own members. `string & {}` keeps a union of names open.
  if (ts.isIntersectionTypeNode(node)) return node.types[0] ? notation(node.types[0]) : 'json';
  if (ts.isTypeReferenceNode(node)) return ofReference(node);
  return KEYWORDS[node.kind] ?? node.getText();
}

/** Without `undefined`, which is how a member says that it may be left out. */
const variantsOf = (node: ts.UnionTypeNode): ts.TypeNode[] =>
  node.types.filter((type) => type.kind !== ts.SyntaxKind.UndefinedKeyword);

const literal = (node: ts.LiteralTypeNode): string => JSON.stringify(textOf(node.literal));

const textOf = (node: ts.LiteralTypeNode['literal']): string => (ts.isStringLiteral(node) ? node.text : node.getText());

function ofMembers({ members }: ts.TypeLiteralNode): string {
  const [index] = members;
  return index && ts.isIndexSignatureDeclaration(index) ? `map<${notation(index.type)}>` : 'object';
}

function ofReference({
  typeName,
  typeArguments = [] as unknown as ts.NodeArray<ts.TypeNode>,
}: ts.TypeReferenceNode): string {
  const name = ts.isQualifiedName(typeName) ? typeName.right.text : typeName.text;
  const [first, second] = typeArguments;
  if (LISTS.has(name) && first) return `list<${notation(first)}>`;
  if (name === 'Record' && second) return `map<${notation(second)}>`;
  if (name === 'Readonly' && first) return notation(first);
  return NAMED[name] ?? `@${name}`;
}
