import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@sdkgen/codegen';
import { root } from '../paths.ts';
import type { Trial } from './trial.ts';

/** Trials that passed, by all that could change their outcome: a run that was cut off goes on where it was. */
export interface Journal {
  get(key: string): Trial | undefined;
  add(key: string, trial: Trial): Promise<void>;
}

export async function readJournal(folder: string): Promise<Journal> {
  const path = join(folder, 'journal.json');
  const entries = await readTrials(path);
  return {
    get: (key) => entries[key],
    // Another run, of another language, may have added to it meanwhile.
    add: async (key, trial) => writeFile(path, JSON.stringify({ ...(await readTrials(path)), [key]: trial })),
  };
}

type Trials = Readonly<Record<string, Trial>>;

const readTrials = async (path: string): Promise<Trials> =>
  JSON.parse(await readFile(path, 'utf8').catch(() => '{}')) as Trials;

const SHARED = ['generators/{ir,document,codegen,cli}/src/**/*.ts', 'templates/shared/**', 'spec/runtime.yaml'];
const hashes = new Map<string, string>();

export function journalKey({ id }: Language, document: Uint8Array): string {
  const sources = hashes.get(id) ?? hashOf([...SHARED, `generators/${id}/src/**/*.ts`, `templates/${id}/**`]);
  hashes.set(id, sources);
  return createHash('sha256').update(sources).update(document).digest('hex');
}

function hashOf(patterns: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of globSync(patterns, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort())
    hash.update(path).update(readFileSync(path));
  return hash.digest('hex');
}
