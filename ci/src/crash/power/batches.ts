import type { NewObservation } from '@vectorscaledb/engine';

export const TENANT = 't';
/** Large enough that the log is written back into the database several times. */
const DIMENSIONS = 600;
const ITEMS = 12;

/** What the n-th write stores: every entity once. */
export const batch = (number: number): NewObservation[] =>
  Array.from({ length: ITEMS }, (_, i) => ({
    entityId: `w${number}-${i}`,
    vector: Array.from({ length: DIMENSIONS }, (_, axis) => Math.fround(Math.sin(number * 7 + i * 3 + axis))),
    timestamp: number * 1e6,
  }));
