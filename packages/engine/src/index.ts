export * from './anomaly.ts';
export * from './errors.ts';
export * from './store.ts';
export * from './time.ts';
