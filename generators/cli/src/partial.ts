import {
  type Api,
  type Diagnostic,
  distinct,
  type Omission,
  reachable,
  requestTypes,
  responseTypes,
  settle,
  type Type,
} from '@sdkgen/ir';

/** One line for each operation left out and each reason, for tables and logs. */
export function omissionLines(omitted: readonly Omission[]): string[] {
  return omitted.map(({ operation, reasons }) => {
    const why = reasons.map(({ code, message }) => `${code}: ${message}`);
    return `left out ${operation}: ${[...new Set(why)].join('; ')}`;
  });
}

/** The API without the operations and webhooks that have a finding, or hold a declaration with one; null where nothing can be left out. */
export function withoutRefused(api: Api, diagnostics: readonly Diagnostic[]): Api | null {
  const reasonsOf = (pointer: string, types: readonly Type[]): Diagnostic[] => {
    // A declaration's identity is the pointer of its schema.
    const inside = reachable(api, types);
    return diagnostics.filter((finding) => [pointer, ...inside].some((place) => isWithin(finding.pointer, place)));
  };
  const operations = api.operations.map((operation) => {
    const types = [...requestTypes(operation), ...responseTypes(operation)];
    return { operation, reasons: reasonsOf(operation.pointer, types) };
  });
  const webhooks = api.webhooks.map((hook) => ({
    hook,
    reasons: reasonsOf(hook.pointer, hook.type ? [hook.type] : []),
  }));
  const refused = [...api.declarations.keys()].filter((id) => reasonsOf(id, [{ kind: 'reference', id }]).length > 0);
  // Ways of calling one operation are told once.
  const told = Map.groupBy(operations, ({ operation: { method, template } }) => `${method} ${template}`);
  const omitted = [
    ...[...told].map(([operation, ways]) => ({ operation, reasons: distinct(ways.flatMap(({ reasons }) => reasons)) })),
    ...webhooks.map(({ hook, reasons }) => ({ operation: `webhook ${hook.name.wire}`, reasons })),
  ].filter(({ reasons }) => reasons.length > 0);
  if (omitted.length + refused.length === 0) return null;
  const gone = new Set(refused);
  return settle({
    ...api,
    operations: operations.flatMap(({ operation, reasons }) => (reasons.length > 0 ? [] : [operation])),
    webhooks: webhooks.flatMap(({ hook, reasons }) => (reasons.length > 0 ? [] : [hook])),
    declarations: new Map([...api.declarations].filter(([id]) => !gone.has(id))),
    omitted: [...api.omitted, ...omitted],
  });
}

const isWithin = (pointer: string, place: string): boolean => pointer === place || pointer.startsWith(`${place}/`);
