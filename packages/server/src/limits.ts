import { metadataLimits } from '@vectorscaledb/engine';

/** Every bound the document states and the server enforces, in one place. */
export const limits = {
  vectorLength: 4096,
  batchItems: 1000,
  entityIdLength: 256,
  entityTypeLength: 64,
  displayNameLength: 256,
  entityTypesPerFilter: 64,
  metadataKeys: metadataLimits.keys,
  metadataBytes: metadataLimits.bytes,
  nearest: 1000,
  pageSize: 1000,
  cursorLength: 1024,
  lookbackHours: 8760,
  trajectoryPoints: 256,
  idempotencyKeyLength: 255,
  bodyBytes: 1_048_576,
  batchBodyBytes: 33_554_432,
} as const;
