import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count } from './common.ts';
import { component, openEnum } from './component.ts';

const PlanStageName = openEnum('PlanStageName', ['tenant', 'dimensions', 'window', 'entity_types'], {
  description:
    "What narrows a search: the tenant's own data, the length of the vectors, the window of time, the types of entities.",
});

const PlanStage = component(
  'PlanStage',
  Type.Object(
    {
      stage: PlanStageName,
      observations: Count('How many observations are left after it.', 1204),
    },
    { description: 'One condition of a search, and what it leaves.' },
  ),
);

export const SearchPlan = component(
  'SearchPlan',
  Type.Object(
    {
      backend: Type.String({ description: 'What keeps the data.', examples: ['sqlite'] }),
      exact: Type.Boolean({
        description: 'Whether the answer is sure to hold the nearest there are, rather than probably.',
        examples: [true],
      }),
      strategy: Type.String({
        description: 'How the rows are compared, in words for people; it may change at any time.',
        examples: ['exact scan'],
      }),
      index: Type.String({
        description: 'The index that leads to the rows, in words for people; it may change at any time.',
        examples: ['observations by tenant, dimensions, encoding and time'],
      }),
      dimensions: Type.Integer({
        description: 'The length compared: that of the query vector.',
        minimum: 1,
        maximum: limits.vectorLength,
        examples: [6],
      }),
      stages: Type.Array(PlanStage, {
        description: 'The conditions in the order they are applied; what the last leaves is compared.',
        examples: [
          [
            { stage: 'tenant', observations: 172_800 },
            { stage: 'dimensions', observations: 86_400 },
          ],
        ],
      }),
    },
    { description: 'How a search is gone about, and what it costs.' },
  ),
);
