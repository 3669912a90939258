import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { bumpOf, changelogOf, changesetOf, compareDocuments, loadLanguages } from '@vectorscaledb/sdkgen';
import { currentVersion } from '../release/version.ts';
import { PINNED } from '../sdkgen.ts';
import { removedAtOnce } from './verdict.ts';

/** Any of the packages stands for all: they have one version. */
const PACKAGE = 'vectorscaledb';

/** What became of the document since it was pinned, for those who decide and for those who read changelogs. */
export interface Change {
  /** Short, of the new document's bytes. */
  readonly id: string;
  readonly bump: 'major' | 'minor' | 'patch' | null;
  readonly isBreaking: boolean;
  /** Operations that are gone without having been deprecated first. */
  readonly removedAtOnce: readonly string[];
  readonly changelog: string;
  readonly changeset: string | null;
}

/** Null where the document is the one that is pinned. */
export async function changeOf(file: string): Promise<Change | null> {
  const [pinned, document] = await Promise.all([readFile(PINNED), readFile(file)]);
  if (pinned.equals(document)) return null;
  const languages = await loadLanguages();
  const version = await currentVersion();
  const findings = await compareDocuments(PINNED, file, languages);
  return {
    id: createHash('sha256').update(document).digest('hex').slice(0, 12),
    bump: bumpOf(findings, version),
    isBreaking: findings.some(({ classes }) => Object.values(classes).includes('breaking')),
    removedAtOnce: removedAtOnce(findings),
    changelog: changelogOf(findings, languages),
    changeset: changesetOf(findings, [PACKAGE], version, languages),
  };
}
