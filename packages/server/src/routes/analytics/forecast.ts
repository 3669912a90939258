import { forecastVector, formatTime, Pace } from '@vectorscaledb/engine';
import { operation } from '../../operation.ts';
import { EntityPath } from '../../schemas/common.ts';
import { Forecast, forecastQuery } from '../../schemas/forecast.ts';
import { toWindow } from '../../wire.ts';
import { checkAnswer } from '../trajectories/options.ts';

export const forecast = operation({
  operationId: 'forecast_vector',
  method: 'GET',
  path: '/v1/entities/{entity_id}/forecast',
  capability: 'forecast',
  summary: 'Forecast where an entity goes',
  description:
    "Continues the path in the window by Holt's linear trend (Holt 1957), with weights that make the squared errors of one step least, and bounds for each component " +
    'that take errors for independent and normal (Hyndman, Koehler, Ord and Snyder 2008). Too little data gives no steps and a `reason`; an entity never seen answers 404 ' +
    '`entity_not_found`; a window that ends before it starts 422 `invalid_window`. Time O(n · dimensions), about 500 times over.',
  errors: [404, 422],
  params: EntityPath,
  query: forecastQuery,
  success: { description: 'The forecast, or why there is none.', schema: Forecast },
  async handle({ path, query }, { store, tenant, signal }) {
    const { steps = 1, step_seconds, confidence = 0.95, dimensions } = query;
    const found = await forecastVector(
      store,
      tenant,
      path.entity_id,
      {
        window: toWindow(query.start_time, query.end_time),
        steps: (length) => {
          checkAnswer(3 * steps * length, 'ask for fewer steps');
          return steps;
        },
        confidence,
        ...(dimensions !== undefined && { dimensions }),
        ...(step_seconds !== undefined && { step: step_seconds * 1_000_000 }),
      },
      new Pace(signal()),
    );
    return {
      entity_id: path.entity_id,
      dimensions: found.dimensions,
      observations: found.observations,
      used: found.used,
      step_seconds: found.step === null ? null : found.step / 1_000_000,
      alpha: found.alpha,
      beta: found.beta,
      error: found.error,
      steps: found.steps.map(({ timestamp, ...step }) => ({ timestamp: formatTime(timestamp), ...step })),
      reason: found.step !== null ? null : found.observations === 0 ? 'no_observations' : 'too_few_observations',
    };
  },
});
