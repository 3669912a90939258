import type { Allowance } from '@sdkgen/document';
import { readSource } from '@sdkgen/document/source';
import { generate } from '../generate.ts';
import { languageIds } from '../languages.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

export interface GenerateFlags {
  readonly spec: string;
  readonly allowRef?: readonly string[];
  readonly out: string;
  readonly lang?: string;
  readonly config?: string;
  readonly check?: boolean;
  readonly driver?: boolean;
  readonly allowPartial?: boolean;
}

/** Exit 0 done or equal, 1 where `--check` found differences. */
export async function generateCommand(flags: GenerateFlags): Promise<number> {
  const reports = await generate({
    document: await readSource(flags.spec),
    references: allowanceOf(flags),
    config: flags.config ?? null,
    out: flags.out,
    languages: parseLanguages(flags.lang),
    check: flags.check ?? false,
    driver: flags.driver ?? false,
    allowPartial: flags.allowPartial ?? false,
  });
  process.stdout.write(`${table(reports)}\n`);
  const changed = reports.flatMap((report) => report.changed);
  if (!flags.check || changed.length === 0) return 0;
  process.stderr.write(
    `sdkgen: ${changed.length} files differ from what the document renders; run generate:\n${changed.map((path) => `  ${path}\n`).join('')}`,
  );
  return 1;
}

/** What `--allow-ref` names; nothing is read beside the document without it. */
export function allowanceOf({ spec, allowRef }: Pick<GenerateFlags, 'spec' | 'allowRef'>): Allowance | null {
  return allowRef && allowRef.length > 0 ? { source: spec, allowed: allowRef } : null;
}

/** Ids that are not ours are openapi-generator's, or nobody's: rendering tells. */
export function parseLanguages(list: string | undefined): readonly string[] {
  if (list === undefined) return languageIds;
  const ids = [...new Set(list.split(',').map((id) => id.trim()))];
  const odd = ids.find((id) => !/^[a-z][a-z0-9-]*$/.test(id));
  if (odd !== undefined)
    throw new UsageError(`there is no target ${JSON.stringify(odd)}`, `Targets: ${languageIds.join(', ')}.`);
  return ids;
}
