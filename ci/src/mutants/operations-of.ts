import { type Api, type DeclarationId, reachable } from '@sdkgen/ir';

/**
 * The operations that can show a fault of a file, where the file's name says which: that of one operation, or of a type
 * which only one takes or gives. Null where any could.
 */
export function operationsOf(file: string, api: Api): readonly string[] | null {
  const stem = file.replace(/^.*\//, '').replace(/\.\w+$/, '');
  const own = api.operations.filter(({ name }) => name.words.join('_') === stem);
  if (own.length > 0) return own.map(({ name }) => name.wire);
  const users = [...api.declarations.values()]
    .filter(({ name }) => name.words.join('_') === stem)
    .flatMap(({ id }) => api.operations.filter((operation) => reached(api, operation).has(id)));
  const names = [...new Set(users.map(({ name }) => name.wire))];
  return names.length > 0 ? names : null;
}

function reached(api: Api, { body, parameters, success }: Api['operations'][number]): ReadonlySet<DeclarationId> {
  const types = [body?.type, ...parameters.map(({ type }) => type), success.type];
  return reachable(
    api,
    types.flatMap((type) => type ?? []),
  );
}
