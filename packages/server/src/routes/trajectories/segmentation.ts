import { formatTime, Pace, segmentTrajectory } from '@vectorscaledb/engine';
import { operation } from '../../operation.ts';
import { EntityPath } from '../../schemas/common.ts';
import { segmentsQuery, TrajectorySegments } from '../../schemas/trajectory-segments.ts';
import { toWindow } from '../../wire.ts';

export const segment = operation({
  operationId: 'segment_trajectory',
  method: 'GET',
  path: '/v1/entities/{entity_id}/segments',
  capability: 'segmentation',
  summary: 'Cut the path of an entity where it changes',
  description:
    'The change points of a trajectory: the cut into segments with the least squared distance from their means, where each change must explain more than ' +
    '`penalty` times (dimensions + 1) · ln(n) times the variance of the noise. Exact, by PELT (Killick, Fearnhead and Eckley 2012) with the L2 cost; the noise is ' +
    'estimated from the differences of neighbours by their median absolute deviation. A segment is a stay about one place; a steady movement is cut into several. ' +
    'An empty window gives no segments and a `reason`; an entity never seen answers 404 `entity_not_found`; a window that ends before it starts 422 ' +
    '`invalid_window`. Time O(n² · dimensions) at most, for the n observations used.',
  errors: [404, 422],
  params: EntityPath,
  query: segmentsQuery,
  success: { description: 'The segments.', schema: TrajectorySegments },
  async handle({ path, query }, { store, tenant, signal }) {
    const { entityType, segments, ...found } = await segmentTrajectory(
      store,
      tenant,
      path.entity_id,
      {
        window: toWindow(query.start_time, query.end_time),
        penalty: query.penalty ?? 2,
        fewest: query.min_observations ?? 2,
        mostSegments: query.max_segments ?? 50,
        ...(query.dimensions !== undefined && { dimensions: query.dimensions }),
      },
      new Pace(signal()),
    );
    return {
      entity_id: path.entity_id,
      entity_type: entityType,
      ...found,
      segments: segments.map(({ start, end, mean, ...each }) => ({
        start_time: formatTime(start),
        end_time: formatTime(end),
        ...each,
        ...(query.include_vectors && { mean }),
      })),
      reason: segments.length === 0 ? 'no_observations' : null,
    };
  },
});
