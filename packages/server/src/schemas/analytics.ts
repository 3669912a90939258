import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, EntityId, EntityType, Timestamp } from './common.ts';
import { component, described, nullable } from './component.ts';
import { NextCursor } from './paging.ts';
import { Reason, usedDimensions } from './tracks.ts';

export const lookbackHours = Type.Optional(
  Type.Integer({
    description: "Length of the window in hours; it ends at the server's present.",
    minimum: 1,
    maximum: limits.lookbackHours,
    default: 24,
    examples: [24],
  }),
);

const score = Type.Number({
  description:
    'Modified z-score of the latest observation, without unit: how far it is from the component-wise median of the window, against how far ' +
    'the others are. Negative when nearer than usual; null when there is too little to tell.',
  format: 'double',
  examples: [0.82],
});

const threshold = Type.Number({
  description: 'The score above which an observation is an anomaly.',
  examples: [3.5],
});

const observations = Count(
  'How many observations the score rests on: those in the window of the length of the latest.',
  240,
);

const observedAt = Timestamp('When the scored observation was made, in UTC; null when the window is empty.');

export const AnomalyScore = component(
  'AnomalyScore',
  Type.Object(
    {
      entity_id: EntityId('The entity asked about.'),
      score: nullable(score),
      is_anomaly: nullable(
        Type.Boolean({
          description: 'Whether the score is above the threshold; null when there is no score.',
          examples: [false],
        }),
      ),
      threshold,
      observations,
      dimensions: described(usedDimensions, {
        description: 'The vector length scored; null when the window is empty.',
      }),
      observed_at: nullable(observedAt),
      reason: Reason(
        'Why there is no score: `no_observations` or `too_few_observations` (fewer than 5 in the window); null when there is one.',
        'too_few_observations',
      ),
    },
    { description: 'How unusual the latest observation of an entity is.' },
  ),
);

const Anomaly = component(
  'Anomaly',
  Type.Object(
    {
      entity_id: EntityId('The entity.'),
      entity_type: EntityType,
      score: described(score, {
        description: 'Modified z-score of its latest observation in the window, as `anomaly_score` gives it.',
        examples: [7.4],
      }),
      observations,
      dimensions: Type.Integer({
        description: 'The vector length scored.',
        minimum: 1,
        maximum: limits.vectorLength,
        examples: [4],
      }),
      observed_at: described(observedAt, { description: 'When the scored observation was made, in UTC.' }),
    },
    { description: 'An entity whose latest observation is unusual.' },
  ),
);

export const AnomalyPage = component(
  'AnomalyPage',
  Type.Object(
    {
      anomalies: Type.Array(Anomaly, {
        description:
          'The anomalies of this page, in order of entity id. It may be empty although others follow: a page ends after 1000 entities, or about ' +
          '8 million numbers read, whatever it found.',
        maxItems: limits.pageSize,
        examples: [
          [
            {
              entity_id: 'sensor-42',
              entity_type: 'LINK_METRIC',
              score: 7.4,
              observations: 240,
              dimensions: 4,
              observed_at: '2025-06-01T00:00:00.000Z',
            },
          ],
        ],
      }),
      scanned: Count('How many entities with observations in the window were looked at for this page.', 1000),
      next_cursor: NextCursor,
    },
    { description: 'One page of a scan for anomalies.' },
  ),
);
