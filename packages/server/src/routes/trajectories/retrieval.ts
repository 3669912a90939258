import { formatTime, Pace, retrieveTrajectory } from '@vectorscaledb/engine';
import { invalid } from '../../http/errors.ts';
import { limits } from '../../limits.ts';
import { operation } from '../../operation.ts';
import { EntityPath } from '../../schemas/common.ts';
import { Trajectory, trajectoryQuery } from '../../schemas/trajectory-retrieval.ts';
import { toWindow } from '../../wire.ts';
import { checkAnswer, toReduction } from './options.ts';

export const getTrajectory = operation({
  operationId: 'get_trajectory',
  method: 'GET',
  path: '/v1/entities/{entity_id}/trajectory',
  capability: 'retrieval',
  summary: 'Get the path of an entity, simplified or resampled',
  description:
    'The observations of one vector length in the window in order of time, brought down to few points: evenly thinned, simplified, or read off at even ' +
    'steps of time. `get_history` gives every observation, page by page. An empty window gives no points and a `reason`; an entity never seen answers 404 ' +
    '`entity_not_found`; a window that ends before it starts 422 `invalid_window`. Time O(n · dimensions), with `douglas_peucker` ' +
    'O(n · points · dimensions) at most, with `visvalingam` O(n² + n · dimensions), for the n observations used.',
  errors: [404, 422],
  params: EntityPath,
  query: trajectoryQuery,
  success: { description: 'The path.', schema: Trajectory },
  async handle({ path, query }, { store, tenant, signal }) {
    const reduction = toReduction(query.reduction);
    if (query.tolerance !== undefined && reduction !== 'douglas_peucker') {
      throw invalid('query/tolerance goes with reduction=douglas_peucker alone');
    }
    const { entityType, points, ...found } = await retrieveTrajectory(
      store,
      tenant,
      path.entity_id,
      {
        window: toWindow(query.start_time, query.end_time),
        reduction,
        points: (dimensions) => pointsFor(dimensions, query.points),
        ...(query.dimensions !== undefined && { dimensions: query.dimensions }),
        ...(query.tolerance !== undefined && { tolerance: query.tolerance }),
      },
      new Pace(signal()),
    );
    return {
      entity_id: path.entity_id,
      entity_type: entityType,
      ...found,
      reduction,
      points: points.map(({ timestamp, vector }) => ({ timestamp: formatTime(timestamp), vector })),
      reason: points.length === 0 ? 'no_observations' : null,
    };
  },
});

function pointsFor(dimensions: number, wanted?: number): number {
  if (wanted !== undefined) checkAnswer(wanted * dimensions, 'ask for fewer points');
  return wanted ?? Math.min(limits.trajectoryPoints, Math.floor(limits.answerNumbers / dimensions));
}
