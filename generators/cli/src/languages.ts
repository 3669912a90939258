import type { Language } from '@sdkgen/codegen';

/** Every target, in the order of tables and reports. Loaded when asked for, so that one target does not pay for all. */
const TARGETS: Readonly<Record<string, () => Promise<Language>>> = {
  python: async () => (await import('@sdkgen/python')).python,
  rust: async () => (await import('@sdkgen/rust')).rust,
  node: async () => (await import('@sdkgen/node')).node,
  go: async () => (await import('@sdkgen/go')).go,
};

export const languageIds: readonly string[] = Object.keys(TARGETS);

export async function loadLanguages(ids: readonly string[] = languageIds): Promise<Language[]> {
  return Promise.all(languageIds.filter((id) => ids.includes(id)).flatMap((id) => TARGETS[id]?.() ?? []));
}
