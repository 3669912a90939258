import { detectDrift, Pace, type Window } from '@vectorscaledb/engine';
import { ApiError } from '../../http/errors.ts';
import { operation } from '../../operation.ts';
import { DetectDriftRequest, DriftResult } from '../../schemas/drift.ts';
import { toWindow } from '../../wire.ts';

export const drift = operation({
  operationId: 'detect_drift',
  method: 'POST',
  path: '/v1/drift',
  capability: 'drift',
  summary: 'Tell whether an entity is observed differently than before',
  description:
    'Compares the distributions of vectors in two windows by the energy test (Székely and Rizzo 2004), which sees any difference and not only that of means, ' +
    'with a p-value from random divisions drawn from a fixed seed: the same observations give the same answer. A window of more than 300 observations is ' +
    'compared by 300 of them, evenly spaced. Too little data gives `score: null` and a `reason`; an entity never seen answers 404 `entity_not_found`; ' +
    'a window that ends before it starts, or windows that overlap, 422 `invalid_window`. Time O(n² · (dimensions + permutations)).',
  errors: [404, 422],
  extensions: { 'x-safe': true },
  body: { schema: DetectDriftRequest },
  success: { description: 'Whether there is drift, or why that cannot be told.', schema: DriftResult },
  async handle({ body }, { store, tenant, signal }) {
    const { entity_id, significance = 0.05, permutations = 199, dimensions } = body;
    const [reference, current] = apart(closed(body.reference_range), closed(body.current_range));
    const query = { reference, current, permutations, ...(dimensions !== undefined && { dimensions }) };
    const found = await detectDrift(store, tenant, entity_id, query, new Pace(signal()));
    const { test, meanShift, referenceObservations, currentObservations } = found;
    const empty = Math.min(referenceObservations, currentObservations) === 0;
    return {
      entity_id,
      drifted: test && test.pValue <= significance,
      score: test?.coefficient ?? null,
      p_value: test?.pValue ?? null,
      energy_distance: test?.energy ?? null,
      mean_shift: meanShift,
      significance,
      dimensions: found.dimensions,
      reference_observations: referenceObservations,
      current_observations: currentObservations,
      reason: test ? null : empty ? 'no_observations' : 'too_few_observations',
    };
  },
});

const closed = (range: [string, string]) => toWindow(...range) as Required<Window>;

/** An instant at which one window ends and the other starts belongs to the current one alone. */
function apart(reference: Required<Window>, current: Required<Window>): [Window, Window] {
  const before = current.start === reference.end ? { ...reference, end: reference.end - 1 } : reference;
  const after = current.end === reference.start ? { ...before, start: before.start + 1 } : before;
  if (after.start <= current.end && current.start <= after.end) {
    throw new ApiError(422, 'invalid_window', 'reference_range and current_range overlap');
  }
  return [after, current];
}
