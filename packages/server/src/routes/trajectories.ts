import type { Category } from '../operation.ts';
import { cluster } from './trajectories/clustering.ts';
import { getTrajectory } from './trajectories/retrieval.ts';
import { segment } from './trajectories/segmentation.ts';
import { compare, trajectorySimilarity } from './trajectories/similarity.ts';

export const trajectories: Category = {
  tag: 'trajectories',
  description: 'The paths entities took: comparing, simplifying, cutting and grouping them.',
  operations: [trajectorySimilarity, compare, getTrajectory, segment, cluster],
};
