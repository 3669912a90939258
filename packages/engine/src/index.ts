export { ANOMALY_THRESHOLD } from './anomaly.ts';
export { StoreError, type StoreErrorCode } from './errors.ts';
export { metadataLimits } from './limits.ts';
export { SqliteStore, type SqliteStoreOptions } from './sqlite/store.ts';
export type * from './store.ts';
export { formatTime, now, parseTime } from './time.ts';
