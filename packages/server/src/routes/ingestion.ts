import type { Removed, StoredObservation } from '@vectorscaledb/engine';
import { invalid } from '../http/errors.ts';
import { readItem } from '../items.ts';
import { limits } from '../limits.ts';
import { type Category, operation } from '../operation.ts';
import { toSelection } from '../schemas/filter.ts';
import { IngestBatchRequest, IngestBatchResult, IngestResult, Observation } from '../schemas/ingestion.ts';
import {
  DeleteVectorsRequest,
  DeleteVectorsResult,
  ValidateBatchRequest,
  ValidateBatchResult,
} from '../schemas/transfer.ts';
import { toIngestResult, toNewObservation } from '../wire.ts';
import { exportVectors, importVectors } from './transfer.ts';

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
  body: { schema: IngestBatchRequest, maxBytes: limits.batchBodyBytes, ownItems: 'observations', gzip: true },
  success: { description: 'The outcome of every item.', schema: IngestBatchResult },
  extensions: {
    'x-bulk': {
      items: 'observations',
      max_items: limits.batchItems,
      max_bytes: limits.batchBodyBytes,
      results: 'items',
      index: 'index',
      error: 'error',
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

const validateBatch = operation({
  operationId: 'validate_batch',
  method: 'POST',
  path: '/v1/vectors/validate',
  capability: 'validation',
  summary: 'Check many observations without storing them',
  description:
    `Checks 1 to ${limits.batchItems} observations as \`ingest_batch\` would, in a body of at most ${limits.batchBodyBytes} bytes, and tells of each whether it could be stored ` +
    'and, if not, why. Nothing is stored.',
  extensions: { 'x-safe': true },
  body: { schema: ValidateBatchRequest, maxBytes: limits.batchBodyBytes, ownItems: 'observations', gzip: true },
  success: { description: 'What is to say of every item.', schema: ValidateBatchResult },
  async handle({ body }) {
    const items = body.observations.map(readItem).map((item, index) => {
      const error = 'error' in item ? item.error : null;
      return { index, valid: error === null, error };
    });
    const valid = items.filter((item) => item.valid).length;
    return { valid, invalid: items.length - valid, items };
  },
});

const deleteVectors = operation({
  operationId: 'delete_vectors',
  method: 'POST',
  path: '/v1/vectors/delete',
  capability: 'deletion',
  summary: 'Delete observations by entity, type and time',
  description:
    'Deletes the observations that match all that is given; nothing given answers 400, so that nobody empties a tenant by mistake. ' +
    'Entities stay. With `dry_run` it only counts. No search, count or page finds what was deleted; `as_of_knn` and snapshots still reach it until `compact` drops it. ' +
    'An entity never seen answers 404 `entity_not_found`; a window that ends before it starts 422 `invalid_window`.',
  errors: [404, 422],
  idempotencyKey: true,
  extensions: { 'x-idempotent': true, 'x-destructive': true },
  body: { schema: DeleteVectorsRequest },
  success: { description: 'What was deleted.', schema: DeleteVectorsResult },
  async handle({ body }, { store, tenant, receipt }) {
    const { dry_run = false, ...filter } = body;
    if (Object.keys(filter).length === 0) {
      throw invalid('body names nothing to delete by: give entity_id, entity_types, start_time or end_time');
    }
    const toResult = ({ observations, entities }: Removed) => ({
      observations_deleted: observations,
      entities_affected: entities,
      dry_run,
    });
    const selection = toSelection(filter);
    if (dry_run) return toResult(await store.count(tenant, selection));
    return toResult(await store.deleteVectors(tenant, selection, receipt(toResult)));
  },
});

export const ingestion: Category = {
  tag: 'ingestion',
  description: 'Putting observations in, and taking them out.',
  operations: [ingest, ingestBatch, importVectors, exportVectors, validateBatch, deleteVectors],
};
