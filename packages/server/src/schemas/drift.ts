import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, EntityId } from './common.ts';
import { component, described, nullable } from './component.ts';
import { Dimensions, Quantity, Reason, TimeRange, usedDimensions } from './tracks.ts';

const significance = Type.Number({
  description: 'The p-value at or below which there is drift; without unit. Absent: 0.05.',
  format: 'double',
  minimum: 0.001,
  maximum: 0.5,
  examples: [0.05],
});

export const DetectDriftRequest = component(
  'DetectDriftRequest',
  Type.Object(
    {
      entity_id: EntityId('The entity to look at.'),
      reference_range: described(TimeRange, {
        description:
          'The window of what is usual. An end that is also the start of `current_range` belongs to that alone.',
        examples: [['2025-05-01T00:00:00Z', '2025-06-01T00:00:00Z']],
      }),
      current_range: described(TimeRange, {
        description: 'The window to compare with it. Windows that overlap answer 422 `invalid_window`.',
        examples: [['2025-06-01T00:00:00Z', '2025-06-02T00:00:00Z']],
      }),
      dimensions: Type.Optional(
        Dimensions("Only vectors of this length. Absent: that of the entity's latest observation in `current_range`."),
      ),
      significance: Type.Optional(significance),
      permutations: Type.Optional(
        Type.Integer({
          description:
            'Random divisions the p-value is taken from: it cannot be below 1 / (1 + `permutations`). Absent: 199.',
          minimum: 19,
          maximum: limits.permutations,
          examples: [199],
        }),
      ),
    },
    { additionalProperties: false, description: 'Two windows of one entity to compare.' },
  ),
);

export const DriftResult = component(
  'DriftResult',
  Type.Object(
    {
      entity_id: EntityId('The entity asked about.'),
      drifted: nullable(
        Type.Boolean({
          description: 'Whether the p-value is at or below the significance; null when there is none.',
          examples: [true],
        }),
      ),
      score: nullable(
        Type.Number({
          description:
            'Energy coefficient: how far the distributions are apart, from 0 (the same) to 1, without unit. Null when there is too little to tell.',
          format: 'double',
          minimum: 0,
          maximum: 1,
          examples: [0.31],
        }),
      ),
      p_value: nullable(
        Type.Number({
          description:
            'Share of random divisions of all observations at least as far apart as both windows are. Small: hardly by chance. ' +
            'It takes observations for independent: where neighbours resemble each other it comes out too small.',
          format: 'double',
          minimum: 0,
          maximum: 1,
          examples: [0.005],
        }),
      ),
      energy_distance: described(nullable(Quantity('', 0.24)), {
        description:
          'The energy distance 2·E|X−Y| − E|X−X′| − E|Y−Y′|, in the unit of the vectors; null as the score is.',
      }),
      mean_shift: described(nullable(Quantity('', 0.4)), {
        description: 'Distance between the means of both windows, in the unit of the vectors; null as the score is.',
      }),
      significance,
      dimensions: described(usedDimensions, {
        description: 'The vector length compared; null when both windows are empty.',
      }),
      reference_observations: Count('How many observations of that length the reference window holds.', 720),
      current_observations: Count('How many the current window holds.', 24),
      reason: Reason(
        'Why there is no score: `no_observations` (in one of the windows) or `too_few_observations` (fewer than 5 in one); null when there is one.',
        'too_few_observations',
      ),
    },
    { description: 'Whether an entity is observed differently than before.' },
  ),
);
