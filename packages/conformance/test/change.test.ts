import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languageIds } from '@vectorscaledb/sdkgen';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentOfEdited } from '../src/edited-server.ts';
import { ONE_MORE } from '../src/one-more.ts';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
// Below the repository, so that the copied sources find their packages.
mkdirSync(join(repository, 'dist'), { recursive: true });
const work = mkdtempSync(join(repository, 'dist', 'change-'));
const out = join(work, 'sdks');

beforeAll(async () => {
  render(await documentOfEdited(join(work, 'edited'), ONE_MORE));
}, 120_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

describe.each(languageIds)('%s', (language) => {
  const sources = () => new Map([...treeOf(join(out, language))].filter(([path]) => /\.(py|rs|ts|go)$/.test(path)));
  const committed = treeOf(join(repository, 'sdks', language));

  test('has the new operation, its type and its documentation', () => {
    expect(filesWith(sources(), 'count sightings')).not.toEqual([]);
    expect(filesWith(sources(), 'Every sighting counts once.')).not.toEqual([]);
    expect(filesWith(sources(), 'How often it was sighted.')).not.toEqual([]);
    expect(filesWith(committed, 'count sightings')).toEqual([]);
  });

  test('has the new field and its documentation', () => {
    expect(filesWith(sources(), 'squawk code')).not.toEqual([]);
    expect(filesWith(sources(), 'What it squawks to radar.')).not.toEqual([]);
    expect(filesWith(committed, 'squawk code')).toEqual([]);
  });
});

test('when the edit is taken back every file is what it was', async () => {
  render(await documentOfEdited(join(work, 'restored'), []));
  for (const language of languageIds) {
    const restored = treeOf(join(out, language));
    const committed = treeOf(join(repository, 'sdks', language));
    expect([...restored.keys()]).toEqual([...committed.keys()]);
    for (const [path, text] of restored) expect(text === committed.get(path), `${language}/${path}`).toBe(true);
  }
}, 120_000);

function render(document: Buffer): void {
  const spec = join(work, 'openapi.json');
  writeFileSync(spec, document);
  const program = join(repository, 'generators', 'cli', 'bin', 'sdkgen.js');
  const config = join(repository, 'spec', 'sdk.yaml');
  execFileSync(process.execPath, [program, 'generate', '--spec', spec, '--config', config, '--out', out]);
}

/** Files that say this, whatever the language's casing, comment marks and line breaks make of it. */
function filesWith(files: ReadonlyMap<string, string>, words: string): string[] {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  return [...files].filter(([, text]) => bare(text).includes(bare(words))).map(([path]) => path);
}

function treeOf(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [relative(folder, path), readFileSync(path, 'utf8')]));
}
