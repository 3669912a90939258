import type { Sliced } from '../slices.ts';

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
 * as one lowers the cost, found as in E. Schubert and P. Rousseeuw, "Fast and eager k-medoids clustering", Inf. Syst. 101
 * (2021). Nothing in it is random; of equal choices the lowest position is taken. Time O(k·n²) for BUILD, O(n²) for
 * each exchange.
 */
export function* medoidClusters(distances: Distances, k: number): Sliced<Clusters> {
  let medoids = yield* build(distances, Math.min(k, distances.count));
  for (let cost = costOf(distances, medoids); ; ) {
    const swapped = yield* bestSwap(distances, medoids);
    const after = costOf(distances, swapped);
    // Rounding alone must not go on exchanging equals for ever.
    if (!(after < cost * (1 - 1e-12))) break;
    [medoids, cost] = [swapped, after];
  }
  medoids = medoids.toSorted((a, b) => a - b);
  const assigned = items(distances.count).map((item) => nearestTwo(distances, medoids, item).place);
  return { medoids, assigned, cost: costOf(distances, medoids) };
}

const costOf = (distances: Distances, medoids: number[]) =>
  items(distances.count).reduce((sum, item) => sum + nearestTwo(distances, medoids, item).first, 0);

function* build(distances: Distances, k: number): Sliced<number[]> {
  const medoids: number[] = [];
  const closest = new Float64Array(distances.count).fill(Infinity);
  while (medoids.length < k) {
    let [best, least] = [-1, Infinity];
    for (const candidate of items(distances.count)) {
      if (medoids.includes(candidate)) continue;
      const cost = closest.reduce((sum, d, item) => sum + Math.min(d, distances.at(item, candidate)), 0);
      if (cost < least) [best, least] = [candidate, cost];
      yield;
    }
    medoids.push(best);
    for (const item of items(distances.count)) {
      closest[item] = Math.min(closest[item] as number, distances.at(item, best));
    }
  }
  return medoids;
}

/**
 * The medoids after the exchange that lowers the cost most; the same ones where none does. What each item loses when its
 * medoid goes is known beforehand, so that one look at every item judges a candidate against all medoids at once.
 */
function* bestSwap(distances: Distances, medoids: number[]): Sliced<number[]> {
  // The best of all single medoids is what BUILD starts with.
  if (medoids.length < 2) return medoids;
  const two = items(distances.count).map((item) => nearestTwo(distances, medoids, item));
  const losses = new Float64Array(medoids.length);
  for (const { place, first, second } of two) losses[place] = (losses[place] as number) + second - first;
  let best = medoids;
  let least = 0;
  for (const item of items(distances.count)) {
    if (medoids.includes(item)) continue;
    const changes = losses.slice();
    let everywhere = 0;
    for (const [other, { place, first, second }] of two.entries()) {
      const distance = distances.at(other, item);
      if (distance < first) everywhere += distance - first;
      if (distance < second) changes[place] = (changes[place] as number) + Math.max(distance, first) - second;
    }
    for (const [place, change] of changes.entries()) {
      if (change + everywhere < least) [best, least] = [medoids.with(place, item), change + everywhere];
    }
    yield;
  }
  return best;
}

/** The nearest medoid of an item, and how far it and the next are; a medoid's own is itself. */
function nearestTwo(distances: Distances, medoids: number[], item: number) {
  let [place, first, second] = [-1, Infinity, Infinity];
  for (const [at, medoid] of medoids.entries()) {
    const distance = distances.at(item, medoid);
    if (distance < first || (medoid === item && distance <= first)) [place, first, second] = [at, distance, first];
    else if (distance < second) second = distance;
  }
  return { place, first, second };
}
