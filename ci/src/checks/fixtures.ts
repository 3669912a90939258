import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compose, contractFixtures, printJson, readFixtures } from '@vectorscaledb/conformance';
import { readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { tryOut } from '../documents/trial.ts';
import { inRoot } from '../paths.ts';
import { type Check, failure, type Outcome, pass, skip } from '../run/plan.ts';
import type { Target } from '../targets.ts';
import { missingProgram } from './execute.ts';

/** The two documents of the fixtures that have nearly all a document can say; the others have a handful of operations. */
const DOCUMENTS = [
  { suite: 'openapi-3-1', has: 'feature' },
  { suite: 'reserved', has: 'reserved word' },
] as const;

/** Our own API has no forms, files or XML: what is rendered for those is held to the same checks in the SDKs of fixtures. */
export function fixturesChecks({ language }: Target): Check[] {
  const missing = missingProgram(language);
  return DOCUMENTS.map(({ suite, has }) => {
    const run = async (): Promise<Outcome> => {
      if (missing) return skip(`no ${missing} on this machine`);
      const { path, operations } = await writeFixtures(suite);
      const { checks } = await tryOut(`fixtures-${suite}`, path, operations, language);
      const failed = checks.filter(({ problem }) => problem !== null);
      return failed.length === 0
        ? pass
        : failure(failed.map(({ name, problem }) => `${name}:\n${problem}`).join('\n\n'));
    };
    return { name: `${language.id}: every ${has} there is`, run };
  });
}

async function writeFixtures(suite: string): Promise<{ readonly path: string; readonly operations: number }> {
  const found = compose([...readFixtures(), ...contractFixtures()]).find(({ name }) => name === suite);
  if (!found) throw new Error(`the fixtures make no document ${suite}`);
  const text = printJson(found.document);
  const { operations } = await readApi(Buffer.from(text), await readRuntime());
  const folder = inRoot('dist', 'documents');
  await mkdir(folder, { recursive: true });
  const path = join(folder, `fixtures-${suite}.json`);
  await writeFile(path, text);
  return { path, operations: operations.length };
}
