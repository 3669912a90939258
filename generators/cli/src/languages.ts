import type { Language, Target } from '@sdkgen/codegen';

/** Every language, in the order of tables and reports. Loaded when asked for, so that one target does not pay for all. */
const LANGUAGES: Readonly<Record<string, () => Promise<Language>>> = {
  python: async () => (await import('@sdkgen/python')).python,
  rust: async () => (await import('@sdkgen/rust')).rust,
  node: async () => (await import('@sdkgen/node')).node,
  go: async () => (await import('@sdkgen/go')).go,
};

export const languageIds: readonly string[] = Object.keys(LANGUAGES);

export async function loadLanguages(ids: readonly string[] = languageIds): Promise<Language[]> {
  return Promise.all(languageIds.filter((id) => ids.includes(id)).flatMap((id) => LANGUAGES[id]?.() ?? []));
}

/** Rendered only where it is named: what a document gives besides SDKs. */
const OTHERS: Readonly<Record<string, () => Promise<Target>>> = {
  mcp: async () => (await import('@sdkgen/mcp')).mcp,
};

export const targetIds: readonly string[] = [...languageIds, ...Object.keys(OTHERS)];

export async function loadTargets(ids: readonly string[]): Promise<Target[]> {
  const loaders = { ...LANGUAGES, ...OTHERS };
  return Promise.all(targetIds.filter((id) => ids.includes(id)).flatMap((id) => loaders[id]?.() ?? []));
}
