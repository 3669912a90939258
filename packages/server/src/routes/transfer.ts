import { formatTime, type ObservationRecord } from '@vectorscaledb/engine';
import { type Static, Type } from 'typebox';
import { NDJSON } from '../http/ndjson.ts';
import { importLines } from '../import.ts';
import { limits } from '../limits.ts';
import { operation } from '../operation.ts';
import { filterMembers, toSelection } from '../schemas/filter.ts';
import { Observation } from '../schemas/ingestion.ts';
import { ImportResult } from '../schemas/transfer.ts';

export const importVectors = operation({
  operationId: 'import_vectors',
  method: 'POST',
  path: '/v1/vectors/import',
  capability: 'transfer',
  summary: 'Store any number of observations, line by line',
  description:
    `Takes one observation a line, as JSON (NDJSON), each line up to ${limits.lineBytes} bytes, any number of lines; blank lines count but say nothing. ` +
    'Lines are stored as they come, in their order, and never held all at once. One that is invalid fails alone. ' +
    'When the body breaks off, what came before may be stored: with the same `Idempotency-Key` the same lines can be sent again, and none is stored twice. ' +
    'What `export_vectors` gives can be sent as it is.',
  idempotencyKey: true,
  body: { schema: Observation, contentType: NDJSON, gzip: true },
  success: { description: 'The outcome of the import.', schema: ImportResult },
  async handle({ body }, { store, tenant, once }) {
    return importLines(store, tenant, body as unknown as AsyncIterable<Uint8Array>, once);
  },
});

const toLine = ({
  entityId,
  entityType,
  timestamp,
  vector,
  metadata,
}: ObservationRecord): Static<typeof Observation> => ({
  entity_id: entityId,
  vector,
  entity_type: entityType,
  timestamp: formatTime(timestamp),
  ...(Object.keys(metadata).length > 0 && { metadata }),
});

export const exportVectors = operation({
  operationId: 'export_vectors',
  method: 'GET',
  path: '/v1/vectors/export',
  capability: 'transfer',
  summary: 'Read any number of observations, line by line',
  description:
    'Gives one observation a line, as JSON (NDJSON): those that match all that is given and are there when the request arrives, by entity id, vector length, time and sequence. ' +
    'Those deleted meanwhile may be missing. Each line can be imported as it is. An answer that does not end as HTTP ends it was cut and is not whole. ' +
    'An entity never seen answers 404 `entity_not_found`; a window that ends before it starts 422 `invalid_window`.',
  errors: [404, 422],
  query: Type.Object(filterMembers),
  success: { description: 'The observations, one a line.', schema: Observation, contentType: NDJSON },
  async handle({ query }, { store, tenant }) {
    const batches = store.scan(tenant, toSelection(query));
    return (async function* () {
      for await (const batch of batches) yield batch.map(toLine);
    })();
  },
});
