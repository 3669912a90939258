/** Distances between items, row by row. */
export interface Distances {
  count: number;
  at(a: number, b: number): number;
}

export interface Clusters {
  /** The items in whose middle the clusters lie, ascending. */
  medoids: number[];
  /** For each item, the position of its medoid among `medoids`. */
  assigned: number[];
  /** Sum of the distances from the medoids. */
  cost: number;
}

const items = (count: number) => Array.from({ length: count }, (_, i) => i);

/**
 * PAM after L. Kaufman and P. Rousseeuw, "Partitioning Around Medoids", in "Finding Groups in Data" (1990): BUILD takes
 * the item that lowers the cost most, k times, then SWAP makes the best exchange of a medoid with another item as long
 * as one lowers the cost. Nothing in it is random; of equal choices the lowest position is taken.
 * Time O(k·n²) for BUILD and for each exchange of SWAP.
 */
export function medoidClusters(distances: Distances, k: number): Clusters {
  let medoids = build(distances, Math.min(k, distances.count));
  let cost = costOf(distances, medoids);
  for (;;) {
    const swapped = bestSwap(distances, medoids, cost);
    if (!swapped) break;
    [medoids, cost] = swapped;
  }
  medoids = medoids.toSorted((a, b) => a - b);
  return { medoids, assigned: items(distances.count).map((item) => nearest(distances, medoids, item)), cost };
}

function build(distances: Distances, k: number): number[] {
  const medoids: number[] = [];
  const closest = new Float64Array(distances.count).fill(Infinity);
  while (medoids.length < k) {
    let [best, least] = [-1, Infinity];
    for (const candidate of items(distances.count)) {
      if (medoids.includes(candidate)) continue;
      const cost = closest.reduce((sum, d, item) => sum + Math.min(d, distances.at(item, candidate)), 0);
      if (cost < least) [best, least] = [candidate, cost];
    }
    medoids.push(best);
    for (const item of items(distances.count)) {
      closest[item] = Math.min(closest[item] as number, distances.at(item, best));
    }
  }
  return medoids;
}

/** The exchange that lowers the cost most, by more than rounding; undefined when none does. */
function bestSwap(distances: Distances, medoids: number[], cost: number): [number[], number] | undefined {
  let best: [number[], number] | undefined;
  for (const place of medoids.keys()) {
    for (const candidate of items(distances.count)) {
      if (medoids.includes(candidate)) continue;
      const swapped = medoids.with(place, candidate);
      const after = costOf(distances, swapped);
      if (after < (best?.[1] ?? cost * (1 - 1e-12))) best = [swapped, after];
    }
  }
  return best;
}

function costOf(distances: Distances, medoids: number[]): number {
  let cost = 0;
  for (let item = 0; item < distances.count; item++) {
    let least = Infinity;
    for (const medoid of medoids) least = Math.min(least, distances.at(item, medoid));
    cost += least;
  }
  return cost;
}

function nearest(distances: Distances, medoids: number[], item: number): number {
  const own = medoids.indexOf(item);
  if (own >= 0) return own;
  return medoids.reduce(
    (best, medoid, at) => (distances.at(item, medoid) < distances.at(item, medoids[best] as number) ? at : best),
    0,
  );
}
