import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, Timestamp } from './common.ts';
import { component, nullable, openEnum } from './component.ts';

/** What the operations over time have in common. */

export const TrajectoryMetric = openEnum('TrajectoryMetric', ['dtw', 'frechet'], {
  description:
    'How two trajectories are compared. `dtw`: dynamic time warping, symmetric, divided by the sum of both lengths ' +
    '(Sakoe and Chiba 1978). `frechet`: the discrete Fréchet distance (Eiter and Mannila 1994). Both over Euclidean distances of points.',
});

const start = Timestamp('Start, included.', '2025-06-01T00:00:00Z');
const end = Timestamp('End, included.', '2025-06-01T01:00:00Z');

export const TimeRange = component(
  'TimeRange',
  Type.Unsafe<[string, string]>({
    type: 'array',
    prefixItems: [start, end],
    items: false,
    minItems: 2,
    maxItems: 2,
    description: 'A window of time: its start and its end, both included.',
    examples: [['2025-06-01T00:00:00Z', '2025-06-01T01:00:00Z']],
  }),
);

export const Dimensions = (description: string) =>
  Type.Integer({ description, minimum: 1, maximum: limits.vectorLength, examples: [6] });

/** The vector length to take, as a member or parameter that may be absent. */
export const wantedDimensions = Type.Optional(
  Dimensions("Only vectors of this length. Absent: that of the entity's latest observation in the window."),
);

export const usedDimensions = nullable(
  Dimensions('The vector length the answer is about; null when the window holds none.'),
);

export const Observations = Count('How many observations of that length the window holds.', 120);

export const Used = (which: string) => Count(`How many of them the answer rests on: ${which}`, 120);

export const Reason = (description: string, example: string) =>
  nullable(Type.String({ description, examples: [example] }));

/** Numbers computed, which may lie beyond what a stored vector can hold. */
export const Numbers = (description: string) =>
  Type.Array(Type.Number({ format: 'double' }), {
    description,
    minItems: 1,
    maxItems: limits.vectorLength,
    examples: [[0.12, 0.79, 0.31, 0.9, 0.22, 0.68]],
  });

export const Quantity = (description: string, example: number) =>
  Type.Number({ description, format: 'double', minimum: 0, examples: [example] });
