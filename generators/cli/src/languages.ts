import type { Language, Target } from '@sdkgen/codegen';
import { discoveries } from './discovered.ts';

const { languages, others } = discoveries;

/** Every language, in the order of tables and reports. */
export const languageIds: readonly string[] = languages.map(({ id }) => id);

export async function loadLanguages(ids: readonly string[] = languageIds): Promise<Language[]> {
  return Promise.all(languages.filter(({ id }) => ids.includes(id)).map(({ load }) => load()));
}

export const targetIds: readonly string[] = [...languages, ...others].map(({ id }) => id);

export async function loadTargets(ids: readonly string[]): Promise<Target[]> {
  return Promise.all([...languages, ...others].filter(({ id }) => ids.includes(id)).map(({ load }) => load()));
}
