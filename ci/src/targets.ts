import { readFile } from 'node:fs/promises';
import type { Language, LanguageNames } from '@sdkgen/codegen';
import { configOf, loadLanguages, namesOf, readApi, readConfig, readRuntime } from '@vectorscaledb/sdkgen';
import { inRoot } from './paths.ts';

/** A language and what its users type, as the committed SDKs have it. */
export interface Target {
  readonly language: Language;
  readonly names: LanguageNames;
}

export async function readTargets(): Promise<Target[]> {
  const api = await readApi(await readFile(inRoot('spec', 'openapi.json')), await readRuntime());
  const file = await readConfig(inRoot('spec', 'sdk.yaml'));
  const config = configOf(file, api);
  const languages = await loadLanguages();
  return languages.map((language) => ({ language, names: namesOf(language, file, config) }));
}
