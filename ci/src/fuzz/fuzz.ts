import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { hotel } from '../hostile/hotel.ts';
import { tryDocument } from '../hostile/trial.ts';
import { inRoot } from '../paths.ts';
import { drawing, type Json, mutate } from './mutate.ts';

export interface Finding {
  /** What made the document: `nx run fuzz -- --seed N --rounds 1` does it again. */
  readonly seed: number;
  readonly what: string;
}

/** No document of the size of these may keep the pipeline longer, in all languages together. */
const HANG_MS = 20_000;
/** Larger ones make each round slow and find no more. */
const LARGEST = 60_000;

/** Documents to start from: the hotel, and every fixture. */
export async function corpus(): Promise<Json[]> {
  const folder = inRoot('spec', 'fixtures');
  const names = (await readdir(folder, { recursive: true }))
    .filter((name) => /(?<!\.cases)\.(json|ya?ml)$/.test(name))
    .sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const documents = texts.filter((text) => text.length < LARGEST).map((text) => parse(text) as Json);
  const isApi = (value: Json): boolean => typeof value === 'object' && value !== null && 'openapi' in value;
  return [hotel((_, plain) => plain) as Json, ...documents.filter(isApi)];
}

/** Changes a document at random and runs the pipeline: it must refuse it with a diagnostic, or render what parses. */
export async function round(
  seed: number,
  documents: readonly Json[],
): Promise<{ refused: boolean; findings: Finding[] }> {
  const draw = drawing(seed);
  const document = mutate(draw.of(documents) ?? null, documents, draw);
  const started = performance.now();
  try {
    const { refused, breakouts } = await tryDocument('mutation', String(seed), document as object);
    const slow = performance.now() - started > HANG_MS ? ['took too long'] : [];
    const broken = breakouts.map(({ language, path, what }) => `${language} ${path}: ${what}`);
    return { refused: refused.length > 0, findings: [...slow, ...broken].map((what) => ({ seed, what })) };
  } catch (error) {
    const what =
      error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 4).join(' ') : String(error);
    return { refused: false, findings: [{ seed, what: `crash: ${what}` }] };
  }
}
