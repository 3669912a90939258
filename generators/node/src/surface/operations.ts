import type { SurfaceFeature, SurfaceField, SurfaceOperation } from '@sdkgen/codegen';
import ts from 'typescript';
import { notation } from './notation.ts';
import { docsOf, isDeprecated, type Package } from './package.ts';
import { fieldsOf, headerFieldsOf } from './types.ts';

/** Classes a method gives, and what each says of the call; the first type argument is the result. */
const KINDS: Readonly<Record<string, readonly SurfaceFeature[]>> = {
  ApiCall: [],
  Paginator: ['pages'],
  EventStream: ['stream'],
};
/** Members of the options of a call that show what it can do. */
const BY_OPTION: Readonly<Record<string, SurfaceFeature>> = {
  signal: 'cancellation',
  timeout: 'timeout',
  maxRetries: 'retries',
};

/** Methods of the client: each that gives one of our kinds of results is an operation. */
export function operationsOf(pack: Package, client: ts.ClassDeclaration): SurfaceOperation[] {
  return client.members
    .filter((member) => ts.isMethodDeclaration(member))
    .flatMap((method) => {
      const { type } = method;
      const kind = type && ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : '';
      return type && ts.isTypeReferenceNode(type) && kind in KINDS ? [operationOf(pack, method, type, kind)] : [];
    });
}

function operationOf(
  pack: Package,
  method: ts.MethodDeclaration,
  type: ts.TypeReferenceNode,
  kind: string,
): SurfaceOperation {
  const given = method.parameters.filter(({ name }) => name.getText() !== 'options');
  const options = method.parameters.find(({ name }) => name.getText() === 'options');
  const settings = options ? pack.checker.getTypeAtLocation(options).getNonNullableType() : null;
  const optional = (settings?.getProperties() ?? []).map(({ name }) => name);
  const result = pack.checker.getTypeAtLocation(type);
  const has = (name: string): boolean => result.getProperty(name) !== undefined;
  const isBulk = optional.includes('parallelism');
  const isStream = KINDS[kind]?.includes('stream') ?? false;
  const [gives] = type.typeArguments ?? [];
  const ownFields = given.flatMap((parameter) => argumentsOf(pack, parameter));
  // Where a stream starts is an option of the call, and an argument of the operation.
  const cursor = optional.includes('lastEventId')
    ? fieldsOf(pack, settings).filter(({ name }) => name === 'lastEventId')
    : [];
  const features: SurfaceFeature[] = [
    ...(has('then') || isStream ? (['async'] as const) : []),
    ...(KINDS[kind] ?? []),
    ...(isBulk ? (['bulk'] as const) : []),
    ...(has('withResponse') ? (['raw response'] as const) : []),
    ...optional.flatMap((name) => BY_OPTION[name] ?? []),
  ];
  return {
    name: method.name.getText(),
    docs: docsOf(pack, pack.checker.getSymbolAtLocation(method.name)),
    isDeprecated: isDeprecated(pack, pack.checker.getSymbolAtLocation(method.name)),
    features,
    arguments: [...ownFields, ...cursor],
    gives: gives ? resultOf(gives) : null,
    errors: errorsOf(method),
    headers: headersOf(pack, type),
    example: exampleOf(method),
    at: pack.place(method),
  };
}

const resultOf = (node: ts.TypeNode): string | null => {
  const written = notation(node);
  return written === 'null' ? null : written;
};

/** The members of the one object a method takes; a list of items is an argument of its own. */
function argumentsOf(pack: Package, parameter: ts.ParameterDeclaration): SurfaceField[] {
  const name = parameter.name.getText();
  if (name === 'params') return fieldsOf(pack, pack.checker.getTypeAtLocation(parameter).getNonNullableType());
  const type = parameter.type ? notation(parameter.type) : 'json';
  return [{ name, type, isRequired: !parameter.questionToken, docs: '' }];
}

/** Errors its `@throws` tags link to, from the comment's text: to the parser each such link is a tag of its own. */
function errorsOf(method: ts.MethodDeclaration): string[] {
  const text =
    ts
      .getJSDocCommentsAndTags(method)
      .find((node) => ts.isJSDoc(node))
      ?.getText() ?? '';
  return [...text.matchAll(/@throws \{@link (\w+)\}/g)].flatMap(([, name]) => name ?? []);
}

function exampleOf(method: ts.MethodDeclaration): string | null {
  const tag = ts.getJSDocTags(method).find(({ tagName }) => tagName.text === 'example');
  return tag ? (ts.getTextOfJSDocComment(tag.comment) ?? '') : null;
}

function headersOf(pack: Package, { typeArguments }: ts.TypeReferenceNode): SurfaceField[] {
  const last = typeArguments?.at(-1);
  return last && notation(last).endsWith('Headers') ? headerFieldsOf(pack, pack.checker.getTypeAtLocation(last)) : [];
}
