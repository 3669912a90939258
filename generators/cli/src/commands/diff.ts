import { writeFile } from 'node:fs/promises';
import { CHANGE_CLASSES, type ChangeClass, type Finding } from '@sdkgen/codegen';
import { changesetOf } from '../diff/changeset.ts';
import { compareDocuments } from '../diff/compare.ts';
import { findingsAsJson, printFindings } from '../diff/print.ts';
import { compareFolders } from '../diff/surfaces.ts';
import { languageIds, loadLanguages } from '../languages.ts';
import { UsageError } from '../usage-error.ts';
import { parseLanguages } from './generate.ts';

export interface DiffFlags {
  readonly lang?: string;
  readonly json?: boolean;
  readonly failOn: 'any' | ChangeClass;
  readonly changeset?: string;
  readonly packages?: string;
  readonly current?: string;
  readonly surfaces?: string;
}

/** `sdkgen diff`: 1 where it found what `--fail-on` names or worse, 0 otherwise. */
export async function diffCommand(before: string, after: string, flags: DiffFlags): Promise<number> {
  const wanted = parseLanguages(flags.lang);
  const foreign = wanted.find((id) => !languageIds.includes(id));
  if (foreign !== undefined)
    throw new UsageError(`what a change is to ${foreign} is not known`, `Known: ${languageIds.join(', ')}.`);
  const languages = await loadLanguages(wanted);
  const ids = languages.map(({ id }) => id);
  const told = await compareDocuments(before, after, languages);
  const findings =
    flags.surfaces === undefined ? told : [...told, ...(await compareFolders(flags.surfaces, ids, told))];
  if (flags.changeset !== undefined) {
    const packages = flags.packages?.split(',') ?? [];
    if (packages.length === 0) throw new UsageError('--changeset wants --packages', 'Name those whose version it is.');
    const text = changesetOf(findings, packages, flags.current ?? '0.1.0', languages);
    if (text !== null) await writeFile(flags.changeset, text);
  }
  process.stdout.write(flags.json ? findingsAsJson(findings, ids) : printFindings(findings, ids));
  return isFailing(findings, flags.failOn) ? 1 : 0;
}

function isFailing(findings: readonly Finding[], failOn: DiffFlags['failOn']): boolean {
  if (failOn === 'any') return findings.length > 0;
  const grave = CHANGE_CLASSES.slice(0, CHANGE_CLASSES.indexOf(failOn) + 1);
  return findings.some(({ classes }) => Object.values(classes).some((kind) => grave.includes(kind)));
}
