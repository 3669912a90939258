import { ANOMALY_THRESHOLD, formatTime, now } from '@vectorscaledb/engine';
import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { type Category, operation } from '../operation.ts';
import { AnomalyScore } from '../schemas/analytics.ts';
import { EntityPath } from '../schemas/common.ts';

const anomalyScore = operation({
  operationId: 'anomaly_score',
  method: 'GET',
  path: '/v1/entities/{entity_id}/anomaly-score',
  capability: 'anomaly',
  summary: 'Score how unusual the latest observation of an entity is',
  description:
    'The modified z-score (Iglewicz and Hoaglin 1993) of the latest observation in the last `lookback_hours`: the Euclidean distance of each observation ' +
    'from the component-wise median of the window, compared by median and median absolute deviation. Above 3.5 is an anomaly, as they advise. The 10000 latest observations count at most. ' +
    'Too little data gives `score: null` and a `reason`; an entity never seen answers 404 `entity_not_found`.',
  errors: [404],
  params: EntityPath,
  query: Type.Object({
    lookback_hours: Type.Optional(
      Type.Integer({
        description: "Length of the window in hours; it ends at the server's present.",
        minimum: 1,
        maximum: limits.lookbackHours,
        default: 24,
        examples: [24],
      }),
    ),
  }),
  success: { description: 'The score, or why there is none.', schema: AnomalyScore },
  async handle({ path, query }, { store, tenant }) {
    const end = now();
    const start = end - (query.lookback_hours ?? 24) * 3_600_000_000;
    const { score, observations, dimensions, observedAt } = await store.anomaly(tenant, path.entity_id, { start, end });
    return {
      entity_id: path.entity_id,
      score,
      is_anomaly: score === null ? null : score > ANOMALY_THRESHOLD,
      threshold: ANOMALY_THRESHOLD,
      observations,
      dimensions,
      observed_at: observedAt === null ? null : formatTime(observedAt),
      reason: score !== null ? null : observations === 0 ? 'no_observations' : 'too_few_observations',
    };
  },
});

export const analytics: Category = {
  tag: 'analytics',
  description: 'What the observations say together.',
  operations: [anomalyScore],
};
