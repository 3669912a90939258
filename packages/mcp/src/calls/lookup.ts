import type { Client } from '../backend/backend.ts';
import { call } from './perform.ts';
import { Refusal } from './refusal.ts';
import type { Lookup } from './vectors.ts';

/** The vector an entity had at a time: that of its latest observation until then. */
export function latestVector(client: Client, signal: AbortSignal): Lookup {
  return async ({ entity, at }) => {
    const page = (await call(
      client,
      'getHistory',
      { entityId: entity, descending: true, includeVectors: true, limit: 1, ...(at !== undefined && { endTime: at }) },
      { signal },
    )) as { readonly observations: readonly { readonly vector?: readonly number[] }[] };
    const vector = page.observations[0]?.vector;
    if (vector) return vector;
    throw new Refusal(
      'no_vector',
      `${JSON.stringify(entity)} has no observation${at === undefined ? '' : ` until ${at}`}`,
      'get_history tells when it was observed.',
    );
  };
}
