/** One request that writes, under an idempotency key of its own, and what is there once it was done. */
export interface Write {
  readonly key: string;
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly type?: string;
  readonly body?: string;
  /** Entities it brings into being, with one observation each. */
  readonly makes: readonly string[];
  /** The entity it ends. */
  readonly ends?: string;
}

export interface Observation {
  readonly entity_id: string;
  readonly vector: readonly number[];
  readonly timestamp: string;
}

const DIMENSIONS = 8;
const BATCH = 40;
/** More than the server stores in one transaction, so that an import can be cut in two. */
const IMPORT = 1500;
const START = Date.UTC(2025, 0, 1);
const MINUTE = 60_000;

/** Observations over a month and a year's end, so that several partitions take part; some equal, so that some are stored as references. */
const observation = (entity_id: string, number: number, random: () => number): Observation => ({
  entity_id,
  vector: Array.from({ length: DIMENSIONS }, () => Math.fround(random() < 0.1 ? 0.5 : random())),
  timestamp: new Date(START + ((number * 37) % 600_000) * MINUTE).toISOString(),
});

/** The n-th write of a round: an observation, a batch, an import or, of what was acknowledged, a deletion. */
export function write(round: number, number: number, random: () => number, deletable: string | undefined): Write {
  const key = `r${round}-w${number}`;
  const draw = random();
  if (draw < 0.15 && deletable !== undefined)
    return { key, method: 'DELETE', path: `/v1/entities/${deletable}`, makes: [], ends: deletable };
  const count = draw < 0.5 ? 1 : draw < 0.95 ? BATCH : IMPORT;
  const all = Array.from({ length: count }, (_, i) => observation(`${key}-${i}`, number * BATCH + i, random));
  const makes = all.map(({ entity_id }) => entity_id);
  const post = (path: string, type: string, body: string): Write => ({ key, method: 'POST', path, type, body, makes });
  if (count === 1) return post('/v1/vectors', 'application/json', JSON.stringify(all[0]));
  if (count === BATCH) return post('/v1/vectors/batch', 'application/json', JSON.stringify({ observations: all }));
  return post('/v1/vectors/import', 'application/x-ndjson', all.map((each) => `${JSON.stringify(each)}\n`).join(''));
}
