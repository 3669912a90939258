import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compose, contractFixtures, printJson, readFixtures } from '@vectorscaledb/conformance';
import { inRoot } from '../paths.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];

/** The largest document the fixtures make together: nearly all a document can say. */
export async function writeFixtures(): Promise<{ readonly path: string; readonly operations: number }> {
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
