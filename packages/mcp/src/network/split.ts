import { Unreachable } from './calls.ts';
import { unknownOwner } from './locate.ts';
import { jsonAnswer, objectOf, passedOn, textOf, valueIn, whyNot } from './requests.ts';
import type { WholeAnswer } from './served.ts';
import { WRITE_MS, type Writing } from './writes.ts';

interface ItemError {
  readonly code: string;
  readonly message: string;
}

interface BatchResult {
  readonly ingested: number;
  readonly compressed: number;
  readonly items: readonly { readonly index: number }[];
}

interface ImportResult {
  readonly imported: number;
  readonly compressed: number;
  readonly failed: number;
  readonly errors: readonly { readonly line: number; readonly error: ItemError }[];
}

/** The items one node stores, by their places in the whole. */
interface Part {
  readonly owner: string;
  readonly places: number[];
}

/** What a part came to: its owner's answer, or why none of it is known to be stored. */
type Outcome = { readonly places: readonly number[] } & (
  | { readonly answer: WholeAnswer }
  | { readonly error: ItemError }
);

const ERRORS_TOLD = 100;
const OK = 200;

/** Every owner stores its items in their order; one that does not answer fails its own items and no others. */
export async function ingestBatch(writing: Writing): Promise<WholeAnswer> {
  const { observations, ...rest } = objectOf(writing.request) ?? {};
  if (!Array.isArray(observations) || observations.length === 0 || Object.keys(rest).length > 0) return here(writing);
  const outcomes = await send(writing, observations.map(entityOf), (places) =>
    Buffer.from(JSON.stringify({ observations: places.map((place) => observations[place]) })),
  );
  const refused = outcomes.find((one) => 'answer' in one && one.answer.status !== OK);
  if (outcomes.length === 1 && refused && 'answer' in refused) return refused.answer;
  const results = outcomes.map((one) => ({ one, result: resultIn<BatchResult>(one) }));
  const items = results.flatMap(({ one, result }) =>
    'items' in result
      ? result.items.map((item, index) => ({ ...item, index: one.places[index] as number }))
      : one.places.map((index) => ({ index, status: 'failed', sequence: null, error: result })),
  );
  return jsonAnswer(OK, {
    ingested: sum(results.map(({ result }) => ('items' in result ? result.ingested : 0))),
    compressed: sum(results.map(({ result }) => ('items' in result ? result.compressed : 0))),
    items: items.sort((left, right) => left.index - right.index),
  });
}

export async function importLines(writing: Writing): Promise<WholeAnswer> {
  const lines = textOf(writing.request).split('\n');
  const known = lines.map((line) => (line.trim() === '' ? null : entityInLine(line)));
  if (known.every((entity) => entity === null)) return here(writing);
  const outcomes = await send(writing, known, (places) => Buffer.from(places.map((place) => lines[place]).join('\n')));
  const results = outcomes.map((one) => ({ one, result: resultIn<ImportResult>(one) }));
  const errors = results.flatMap(({ one, result }) =>
    'errors' in result
      ? result.errors.map(({ line, error }) => ({ line: (one.places[line - 1] ?? 0) + 1, error }))
      : one.places.filter((place) => known[place] !== null).map((place) => ({ line: place + 1, error: result })),
  );
  return jsonAnswer(OK, {
    imported: sum(results.map(({ result }) => ('errors' in result ? result.imported : 0))),
    compressed: sum(results.map(({ result }) => ('errors' in result ? result.compressed : 0))),
    failed: sum(
      results.map(({ one, result }) =>
        'errors' in result ? result.failed : one.places.filter((place) => known[place] !== null).length,
      ),
    ),
    errors: errors.sort((left, right) => left.line - right.line).slice(0, ERRORS_TOLD),
  });
}

/** What has no entity, this node's server refuses with its reason. */
async function send(
  writing: Writing,
  entities: readonly (string | null)[],
  bodyOf: (places: readonly number[]) => Uint8Array,
): Promise<Outcome[]> {
  const { tenant, request, peers, locator } = writing;
  const owners = await locator.claim(
    tenant,
    entities.filter((entity) => entity !== null),
  );
  const parts = new Map<string | undefined, Part>();
  for (const [place, entity] of entities.entries()) {
    const owner = entity === null ? peers.self : owners.get(entity);
    const part = parts.get(owner) ?? { owner: owner ?? '', places: [] };
    part.places.push(place);
    parts.set(owner, part);
  }
  return Promise.all(
    [...parts.values()].map(async ({ owner, places }): Promise<Outcome> => {
      if (owner === '') return { places, error: unavailable(unknownOwner(entities[places[0] ?? 0] ?? '').message) };
      try {
        const passed = passedOn(request, bodyOf(places));
        return { places, answer: await peers.ask<WholeAnswer>(owner, tenant, 'write', passed, WRITE_MS) };
      } catch (error) {
        if (!(error instanceof Unreachable)) throw error;
        return { places, error: unavailable(whyNot(owner, error)) };
      }
    }),
  );
}

const unavailable = (message: string): ItemError => ({ code: 'unavailable', message });

function resultIn<Result extends object>(outcome: Outcome): Result | ItemError {
  if ('error' in outcome) return outcome.error;
  const value = valueIn(outcome.answer);
  if (outcome.answer.status === OK) return value as Result;
  const { code, message } = value as ItemError;
  return { code, message };
}

async function here({ tenant, request, peers }: Writing): Promise<WholeAnswer> {
  return peers.ask<WholeAnswer>(peers.self, tenant, 'write', passedOn(request), WRITE_MS);
}

function entityOf(item: unknown): string | null {
  const entity = typeof item === 'object' && item !== null ? (item as { entity_id?: unknown }).entity_id : undefined;
  return typeof entity === 'string' && entity !== '' ? entity : null;
}

function entityInLine(line: string): string | null {
  try {
    return entityOf(JSON.parse(line));
  } catch {
    return null;
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);
