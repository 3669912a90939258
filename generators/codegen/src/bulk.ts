import { type Api, type Bulk, declarationOf, type ObjectDeclaration, type Operation, type Type } from '@sdkgen/ir';

/**
 * The member of a bulk outcome that is set when its item failed: the one that may be null and holds a code and a message, as
 * every error of an API here does. Null when outcomes have none; then only whole requests are known to fail.
 */
export function bulkErrorOf(api: Api, { success }: Operation, { results }: Bulk): string | null {
  const list = success.type && objectOf(api, success.type)?.properties.find(({ name }) => name.wire === results);
  const outcome = list?.type.kind === 'list' ? objectOf(api, list.type.items) : null;
  const error = outcome?.properties.find(({ type }) => type.kind === 'nullable' && isError(objectOf(api, type.inner)));
  return error?.name.wire ?? null;
}

function objectOf(api: Api, type: Type): ObjectDeclaration | null {
  const declaration = type.kind === 'reference' ? declarationOf(api, type.id) : null;
  return declaration?.kind === 'object' ? declaration : null;
}

function isError(declaration: ObjectDeclaration | null): boolean {
  return ['code', 'message'].every((member) => declaration?.properties.some(({ name }) => name.wire === member));
}
