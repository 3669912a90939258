import { type NewObservation, type Store, type StoredObservation, StoreError } from '@vectorscaledb/engine';
import type { Static } from 'typebox';
import { ApiError, invalid } from './http/errors.ts';
import { fingerprint, type OnceKey, reused } from './http/idempotency.ts';
import { type Line, readLines } from './http/ndjson.ts';
import { type ItemError, readItem } from './items.ts';
import { limits } from './limits.ts';
import type { ImportResult } from './schemas/transfer.ts';

type Result = Static<typeof ImportResult>;
type Stored = Pick<Result, 'imported' | 'compressed'>;

/** Lines and characters of one write. A repeat must cut the same parts: changing these makes keys of half-done imports useless. */
const LINES = 1000;
const CHARACTERS = 8_388_608;

interface Part {
  texts: (string | null)[];
  observations: NewObservation[];
}

/**
 * Stores lines in parts, each a write with a receipt of its own. While one is being stored the next is read, and no more:
 * the sender waits for the disk.
 */
export async function importLines(
  store: Store,
  tenant: string,
  body: AsyncIterable<Uint8Array>,
  once: OnceKey | undefined,
): Promise<Result> {
  const result: Result = { imported: 0, compressed: 0, failed: 0, errors: [] };
  let storing = Promise.resolve();
  let number = 0;
  try {
    for await (const part of inParts(readLines(body, limits.lineBytes), result)) {
      await storing;
      storing = storePart(store, tenant, part, once && { ...once, key: `${once.key}#${number++}` }).then((stored) => {
        result.imported += stored.imported;
        result.compressed += stored.compressed;
      });
      storing.catch(() => undefined);
    }
    await storing;
  } catch (error) {
    await Promise.allSettled([storing]);
    if (error instanceof StoreError || error instanceof ApiError) throw error;
    throw invalid(
      `the body broke off (${(error as Error).message}); ${result.imported} observations were stored before`,
    );
  }
  return result;
}

/** Cuts lines into parts, and notes those that cannot be stored. */
async function* inParts(lines: AsyncIterable<Line>, result: Result): AsyncGenerator<Part> {
  let part: Part = { texts: [], observations: [] };
  let characters = 0;
  for await (const { number, text } of lines) {
    part.texts.push(text);
    const item = readLine(text);
    if ('observation' in item) part.observations.push(item.observation);
    else {
      result.failed++;
      if (result.errors.length < limits.importErrors) result.errors.push({ line: number, error: item.error });
    }
    characters += text?.length ?? 0;
    if (part.texts.length < LINES && characters < CHARACTERS) continue;
    yield part;
    part = { texts: [], observations: [] };
    characters = 0;
  }
  if (part.texts.length > 0) yield part;
}

function readLine(text: string | null): { observation: NewObservation } | { error: ItemError } {
  if (text === null) {
    const message = `the line is not UTF-8, or longer than ${limits.lineBytes} bytes`;
    return { error: { code: 'invalid_request', message } };
  }
  try {
    return readItem(JSON.parse(text));
  } catch {
    return { error: { code: 'invalid_json', message: 'the line is not well-formed JSON' } };
  }
}

/** A part that has been stored under its key is not stored again; another in its place is refused. */
async function storePart(store: Store, tenant: string, part: Part, once: OnceKey | undefined): Promise<Stored> {
  const toStored = (stored: StoredObservation[]): Stored => ({
    imported: stored.length,
    compressed: stored.filter(({ compressed }) => compressed).length,
  });
  if (!once) return toStored(await store.ingest(tenant, part.observations));
  const { operation, key } = once;
  const print = fingerprint(part.texts);
  const kept = await store.receipt(tenant, operation, key);
  if (kept && kept.fingerprint !== print) throw reused();
  if (kept) return JSON.parse(kept.body);
  const body = (stored: StoredObservation[]) => JSON.stringify(toStored(stored));
  return toStored(await store.ingest(tenant, part.observations, { operation, key, fingerprint: print, body }));
}
