import { fileURLToPath } from 'node:url';
import type { Scored } from './run/run-cases.ts';

/** By feature and language, whether every case that is evidence for it passes. */
export type Features = Readonly<Record<string, Readonly<Record<string, boolean>>>>;

/** Written by a full run of the cases, and by nothing else. */
export const FEATURES_FILE = fileURLToPath(new URL('../features.json', import.meta.url));

export function featuresOf(
  scores: readonly { readonly language: string; readonly scored: readonly Pick<Scored, 'one' | 'findings'>[] }[],
): Features {
  const features: Record<string, Record<string, boolean>> = {};
  for (const { language, scored } of scores) {
    for (const { one, findings } of scored) {
      const of = features[one.feature] ?? {};
      features[one.feature] = { ...of, [language]: (of[language] ?? true) && findings.length === 0 };
    }
  }
  return Object.fromEntries(Object.entries(features).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const printFeatures = (features: Features): string => `${JSON.stringify(features, null, 2)}\n`;
