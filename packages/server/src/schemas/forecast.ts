import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { EntityId, Timestamp } from './common.ts';
import { component, described, nullable } from './component.ts';
import { Numbers, Observations, Quantity, Reason, Used, usedDimensions, wantedDimensions } from './tracks.ts';
import { windowMembers } from './window.ts';

const stepSeconds = Type.Number({
  description:
    'Seconds between forecasts, and between the moments at which the past is read off, on the straight lines between observations. ' +
    'Absent: the mean time between the observations used, which takes regular ones as they are.',
  format: 'double',
  minimum: 0.001,
  maximum: 31_622_400,
  examples: [60],
});

export const forecastQuery = Type.Object({
  ...windowMembers('observations'),
  dimensions: wantedDimensions,
  steps: Type.Optional(
    Type.Integer({
      description:
        'How many steps to look ahead. ' +
        `Three times steps times dimensions may not exceed ${limits.answerNumbers}: else 422 \`too_much_work\`.`,
      minimum: 1,
      maximum: limits.forecastSteps,
      default: 1,
      examples: [3],
    }),
  ),
  step_seconds: Type.Optional(stepSeconds),
  confidence: Type.Optional(
    Type.Number({
      description: 'Share of futures that the bounds are to hold, for each component by itself.',
      format: 'double',
      minimum: 0.5,
      maximum: 0.999,
      default: 0.95,
      examples: [0.95],
    }),
  ),
});

const ForecastStep = component(
  'ForecastStep',
  Type.Object(
    {
      timestamp: Timestamp('The moment forecast, in UTC.', '2025-06-01T00:01:00.000Z'),
      vector: Numbers('The vector expected.'),
      lower: Numbers('Lower bound of each component.'),
      upper: Numbers('Upper bound of each component.'),
    },
    { description: 'What is expected at one moment.' },
  ),
);

const weight = (description: string) =>
  nullable(Type.Number({ description, format: 'double', minimum: 0, maximum: 1, examples: [0.4] }));

export const Forecast = component(
  'Forecast',
  Type.Object(
    {
      entity_id: EntityId('The entity asked about.'),
      dimensions: usedDimensions,
      observations: Observations,
      used: Used(`the latest, ${limits.forecastPoints} at most, fewer where vectors are long.`),
      step_seconds: nullable(Quantity('Seconds between forecasts; null when there are none.', 60)),
      alpha: weight('How much the level follows what is observed, from 0 to 1; null when there is no forecast.'),
      beta: weight('How much the trend follows the level, from 0 to 1; null when there is no forecast.'),
      error: described(nullable(Quantity('', 0.05)), {
        description:
          'Root mean square distance of what was observed from what was forecast a step before, in the unit of the vectors; null when there is no forecast.',
      }),
      steps: Type.Array(ForecastStep, {
        description:
          'The forecasts in order of time, from one step after the latest observation; those beyond the year 9999 are left out.',
        maxItems: limits.forecastSteps,
        examples: [[{ timestamp: '2025-06-01T00:01:00.000Z', vector: [0.5], lower: [0.4], upper: [0.6] }]],
      }),
      reason: Reason(
        'Why there is no forecast: `no_observations` or `too_few_observations` (fewer than 8 steps in the window); null when there is one.',
        'too_few_observations',
      ),
    },
    { description: 'How the path of an entity goes on, if it goes on as it did.', 'x-items': 'steps' },
  ),
);
