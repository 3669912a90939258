import { type Api, type Diagnostic, type Omission, settle } from '@sdkgen/ir';

/** One line for each operation left out and each reason, for tables and logs. */
export function omissionLines(omitted: readonly Omission[]): string[] {
  return omitted.map(({ operation, reasons }) => {
    const why = reasons.map(({ code, message }) => `${code}: ${message}`);
    return `left out ${operation}: ${[...new Set(why)].join('; ')}`;
  });
}

/** The API without the operations findings point into; null when a finding points into none. */
export function withoutRefused(api: Api, diagnostics: readonly Diagnostic[]): Api | null {
  const reasons = new Map<string, Diagnostic[]>();
  for (const diagnostic of diagnostics) {
    const operation = api.operations.find(
      ({ pointer }) => diagnostic.pointer === pointer || diagnostic.pointer.startsWith(`${pointer}/`),
    );
    if (!operation) return null;
    reasons.set(operation.pointer, [...(reasons.get(operation.pointer) ?? []), diagnostic]);
  }
  const omitted = api.operations
    .filter(({ pointer, alternative }) => reasons.has(pointer) && alternative === null)
    .map(({ pointer, method, template }) => ({
      operation: `${method} ${template}`,
      reasons: reasons.get(pointer) ?? [],
    }));
  const operations = api.operations.filter(({ pointer }) => !reasons.has(pointer));
  return settle({ ...api, operations, omitted: [...api.omitted, ...omitted] });
}
