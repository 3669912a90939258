import {
  ANOMALY_THRESHOLD,
  formatTime,
  type Micros,
  now,
  Pace,
  scanEntities,
  scoreEntity,
} from '@vectorscaledb/engine';
import { Type } from 'typebox';
import { operation } from '../../operation.ts';
import { AnomalyPage, AnomalyScore, lookbackHours } from '../../schemas/analytics.ts';
import { EntityPath, EntityType } from '../../schemas/common.ts';
import { described } from '../../schemas/component.ts';
import { pageQuery, paginated } from '../../schemas/paging.ts';

const HOUR = 3_600_000_000;

export const anomalyScore = operation({
  operationId: 'anomaly_score',
  method: 'GET',
  path: '/v1/entities/{entity_id}/anomaly-score',
  capability: 'anomaly',
  summary: 'Score how unusual the latest observation of an entity is',
  description:
    'The modified z-score (Iglewicz and Hoaglin 1993) of the latest observation in the last `lookback_hours`: the Euclidean distance of each observation ' +
    'from the component-wise median of the window, compared by median and median absolute deviation. Above 3.5 is an anomaly, as they advise. ' +
    'The 10000 latest observations count at most, and no more than hold 4194304 numbers. ' +
    'Too little data gives `score: null` and a `reason`; an entity never seen answers 404 `entity_not_found`. Time O(n · log n · dimensions).',
  errors: [404],
  params: EntityPath,
  query: Type.Object({ lookback_hours: lookbackHours }),
  success: { description: 'The score, or why there is none.', schema: AnomalyScore },
  async handle({ path, query }, { store, tenant, signal }) {
    const end = now();
    const window = { start: end - (query.lookback_hours ?? 24) * HOUR, end };
    const found = await scoreEntity(store, tenant, path.entity_id, window, new Pace(signal()));
    const { score, observations, dimensions, observedAt } = found;
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

export const scanAnomalies = operation({
  operationId: 'scan_anomalies',
  method: 'GET',
  path: '/v1/anomalies',
  capability: 'anomaly',
  summary: 'Find the entities whose latest observation is unusual, page by page',
  description:
    'Scores every entity with observations in the last `lookback_hours` as `anomaly_score` does, and gives those at or above `min_score` in order of entity id. ' +
    'All pages look at the window of the first. Entities with too little to tell are left out; no anomalies are an empty page. ' +
    'A cursor belongs to the tenant and the filter it was made for; any other answers 400 `invalid_cursor`. Time O(n · log n · dimensions) for each entity.',
  extensions: paginated('anomalies'),
  query: Type.Object({
    lookback_hours: lookbackHours,
    min_score: Type.Optional(
      Type.Number({
        description: 'The least score to report, without unit. Absent: 3.5, as Iglewicz and Hoaglin advise.',
        format: 'double',
        minimum: -1000,
        maximum: 1_000_000,
        default: ANOMALY_THRESHOLD,
        examples: [5],
      }),
    ),
    entity_type: Type.Optional(
      described(EntityType, { description: 'Only entities that now have this type.', examples: ['LINK_METRIC'] }),
    ),
    ...pageQuery('Anomalies'),
  }),
  success: { description: 'One page.', schema: AnomalyPage },
  async handle({ query }, { store, tenant, signal }) {
    const { lookback_hours = 24, min_score = ANOMALY_THRESHOLD, entity_type, limit = 100, cursor } = query;
    const scope = ['scan_anomalies', lookback_hours, min_score, entity_type ?? null];
    const place = cursor === undefined ? undefined : await store.openCursor(tenant, scope, cursor);
    const { end, after } = place === undefined ? { end: now() } : (JSON.parse(place) as { end: Micros; after: string });
    const page = await scanEntities(
      store,
      tenant,
      {
        window: { start: end - lookback_hours * HOUR, end },
        least: min_score,
        limit,
        ...(entity_type !== undefined && { entityType: entity_type }),
        ...(after !== undefined && { after }),
      },
      new Pace(signal()),
    );
    const next = page.last === null ? null : JSON.stringify({ end, after: page.last });
    return {
      anomalies: page.anomalies.map(({ entityId, entityType, score, observations, dimensions, observedAt }) => ({
        entity_id: entityId,
        entity_type: entityType,
        score,
        observations,
        dimensions,
        observed_at: formatTime(observedAt),
      })),
      scanned: page.scanned,
      next_cursor: next === null ? null : await store.sealCursor(tenant, scope, next),
    };
  },
});
