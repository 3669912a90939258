import type { Clusters, Distances } from './medoids.ts';

/**
 * P. Rousseeuw, "Silhouettes: a graphical aid to the interpretation and validation of cluster analysis", J. Comp. Appl.
 * Math. 20 (1987): for each item (b - a) / max(a, b), where a is its mean distance from the others of its cluster and b
 * from those of the nearest other cluster. 0 for the only one of a cluster; null with a single cluster. Time O(n²).
 */
export function silhouettes(distances: Distances, { medoids, assigned }: Clusters): number[] | null {
  if (medoids.length < 2) return null;
  const sizes = medoids.map((_, cluster) => assigned.filter((each) => each === cluster).length);
  return assigned.map((own, item) => {
    const sums = medoids.map(() => 0);
    for (const [other, cluster] of assigned.entries())
      sums[cluster] = (sums[cluster] as number) + distances.at(item, other);
    if (sizes[own] === 1) return 0;
    const within = (sums[own] as number) / ((sizes[own] as number) - 1);
    const outside = Math.min(...sums.map((sum, i) => (i === own ? Infinity : sum / (sizes[i] as number))));
    return within === outside ? 0 : (outside - within) / Math.max(within, outside);
  });
}
