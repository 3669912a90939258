import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, EntityId, Timestamp } from './common.ts';
import { component, nullable } from './component.ts';

export const AnomalyScore = component(
  'AnomalyScore',
  Type.Object(
    {
      entity_id: EntityId('The entity asked about.'),
      score: nullable(
        Type.Number({
          description:
            'Modified z-score of the latest observation: how far it is from the component-wise median of the window, against how far ' +
            'the others are. Negative when nearer than usual; null when there is too little to tell.',
          format: 'double',
          examples: [0.82],
        }),
      ),
      is_anomaly: nullable(
        Type.Boolean({
          description: 'Whether the score is above the threshold; null when there is no score.',
          examples: [false],
        }),
      ),
      threshold: Type.Number({ description: 'The score above which an observation is an anomaly.', examples: [3.5] }),
      observations: Count(
        'How many observations the score rests on: those in the window of the length of the latest.',
        240,
      ),
      dimensions: nullable(
        Type.Integer({
          description: 'The vector length scored; null when the window is empty.',
          minimum: 1,
          maximum: limits.vectorLength,
          examples: [4],
        }),
      ),
      observed_at: nullable(Timestamp('When the scored observation was made, in UTC; null when the window is empty.')),
      reason: nullable(
        Type.String({
          description:
            'Why there is no score: `no_observations` or `too_few_observations` (fewer than 5 in the window); null when there is one.',
          examples: ['too_few_observations'],
        }),
      ),
    },
    { description: 'How unusual the latest observation of an entity is.' },
  ),
);
