import type { NewObservation } from '@vectorscaledb/engine';
import type { Static } from 'typebox';
import { checker } from './http/validation.ts';
import { Observation } from './schemas/ingestion.ts';
import { toNewObservation } from './wire.ts';

const check = checker(Observation);

export interface ItemError {
  code: string;
  message: string;
}

/** One item of many: what to store, or why it cannot be. */
export function readItem(item: unknown): { observation: NewObservation } | { error: ItemError } {
  const problem = check(item);
  if (problem) return { error: { code: 'invalid_request', message: `${problem.path} ${problem.message}`.trim() } };
  try {
    return { observation: toNewObservation(item as Static<typeof Observation>) };
  } catch (error) {
    return { error: { code: 'invalid_request', message: (error as Error).message } };
  }
}
