import type { NewObservation, StoredObservation } from '@vectorscaledb/engine';
import type { Static } from 'typebox';
import { checker } from '../http/validation.ts';
import { limits } from '../limits.ts';
import { type Category, operation } from '../operation.ts';
import { IngestBatchRequest, IngestBatchResult, IngestResult, Observation } from '../schemas/ingestion.ts';
import { toIngestResult, toNewObservation } from '../wire.ts';

const check = checker(Observation);

/** One item of a batch: what to store, or why it cannot be. */
function readItem(item: unknown): { observation: NewObservation } | { error: { code: string; message: string } } {
  const problem = check(item);
  if (problem) return { error: { code: 'invalid_request', message: `${problem.path} ${problem.message}`.trim() } };
  try {
    return { observation: toNewObservation(item as Static<typeof Observation>) };
  } catch (error) {
    return { error: { code: 'invalid_request', message: (error as Error).message } };
  }
}

const ingest = operation({
  operationId: 'ingest',
  method: 'POST',
  path: '/v1/vectors',
  capability: 'write',
  summary: 'Store one observation',
  description:
    'Stores one vector of one entity at one time. The entity comes into being with its first observation. ' +
    'The answer means that the observation is on disk. The same observation sent twice is stored twice, unless both carry the same `Idempotency-Key`.',
  idempotencyKey: true,
  body: { schema: Observation },
  success: { status: 201, description: 'The observation is stored.', schema: IngestResult },
  async handle({ body }, { store, tenant, receipt }) {
    const toResult = ([stored]: StoredObservation[]) => toIngestResult(stored as StoredObservation);
    return toResult(await store.ingest(tenant, [toNewObservation(body)], receipt(toResult)));
  },
});

const ingestBatch = operation({
  operationId: 'ingest_batch',
  method: 'POST',
  path: '/v1/vectors/batch',
  capability: 'write',
  summary: 'Store many observations',
  description:
    `Stores 1 to ${limits.batchItems} observations in their order, in a body of at most ${limits.batchBodyBytes} bytes. Each has an outcome of its own: ` +
    'an invalid one fails alone, and the rest are stored, all of them or, when the server fails, none. The answer means that what it counts as ingested is on disk.',
  idempotencyKey: true,
  body: { schema: IngestBatchRequest, maxBytes: limits.batchBodyBytes },
  success: { description: 'The outcome of every item.', schema: IngestBatchResult },
  extensions: {
    'x-bulk': {
      items: 'observations',
      max_items: limits.batchItems,
      max_bytes: limits.batchBodyBytes,
      results: 'items',
      index: 'index',
      sum: ['ingested', 'compressed'],
    },
  },
  async handle({ body }, { store, tenant, receipt }) {
    const read = body.observations.map(readItem);
    const valid = read.flatMap((item) => ('observation' in item ? [item.observation] : []));
    const toResult = (stored: StoredObservation[]) => {
      const outcomes = stored.values();
      return {
        ingested: stored.length,
        compressed: stored.filter((each) => each.compressed).length,
        items: read.map((item, index) =>
          'error' in item
            ? { index, status: 'failed', sequence: null, error: item.error }
            : { index, status: 'ingested', sequence: outcomes.next().value?.sequence ?? null, error: null },
        ),
      };
    };
    return toResult(await store.ingest(tenant, valid, receipt(toResult)));
  },
});

export const ingestion: Category = {
  tag: 'ingestion',
  description: 'Putting observations in.',
  operations: [ingest, ingestBatch],
};
