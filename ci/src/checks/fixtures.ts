import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compose, contractFixtures, printJson, readFixtures } from '@vectorscaledb/conformance';
import { tryOut } from '../documents/trial.ts';
import { inRoot } from '../paths.ts';
import { type Check, failure, type Outcome, pass, skip } from '../run/plan.ts';
import type { Target } from '../targets.ts';
import { missingProgram } from './execute.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** Our own API has no forms, files or XML: what is rendered for those is held to the same checks in the SDK of all fixtures. */
export function fixturesCheck({ language }: Target): Check {
  const missing = missingProgram(language);
  const run = async (): Promise<Outcome> => {
    if (missing) return skip(`no ${missing} on this machine`);
    const { path, operations } = await writeFixtures();
    const { checks } = await tryOut('fixtures', path, operations, language);
    const failed = checks.filter(({ problem }) => problem !== null);
    return failed.length === 0 ? pass : failure(failed.map(({ name, problem }) => `${name}:\n${problem}`).join('\n\n'));
  };
  return { name: `${language.id}: every feature there is`, run };
}

/** The largest document the fixtures make together: nearly all a document can say. */
async function writeFixtures(): Promise<{ readonly path: string; readonly operations: number }> {
  const counted = compose([...readFixtures(), ...contractFixtures()]).map(({ document }) => {
    const items = Object.values(Object(document.paths) as Record<string, object>);
    const operations = items.flatMap((item) => Object.keys(item).filter((key) => METHODS.includes(key))).length;
    return { document, operations };
  });
  const [largest] = counted.toSorted((one, other) => other.operations - one.operations);
  if (!largest) throw new Error('there are no fixtures');
  const folder = inRoot('dist', 'documents');
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'fixtures.json');
  await writeFile(path, printJson(largest.document));
  return { path, operations: largest.operations };
}
