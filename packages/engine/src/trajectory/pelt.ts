import type { Sliced } from '../slices.ts';

export interface Partition {
  /** Where segments start, ascending; the first is 0. */
  starts: number[];
  /** Sum of squared distances from the segments' means plus the penalty per change. */
  cost: number;
}

/**
 * PELT after R. Killick, P. Fearnhead and I. Eckley, "Optimal detection of changepoints with a linear computational
 * cost", JASA 107 (2012), with the L2 cost: the exact minimum, over all partitions into segments of at least `fewest`
 * points, of the squared distances from each segment's mean plus `penalty` per change. A start is dropped only
 * `fewest` points after it has lost, because until then a segment starting where it lost would be too short.
 * Time O(n²·dimensions) where nothing changes, near O(n·dimensions) where changes are many; memory O(n·dimensions).
 */
export function* pelt(costs: Costs, penalty: number, fewest: number): Sliced<Partition> {
  const { count: n, of: cost } = costs;
  const best = new Float64Array(n + 1).fill(Infinity);
  const previous = new Int32Array(n + 1);
  best[0] = -penalty;
  let candidates: { start: number; until: number }[] = [{ start: 0, until: Infinity }];
  for (let end = fewest; end <= n; end++) {
    const totals = candidates.map(({ start }) => (best[start] as number) + cost(start, end));
    for (const [i, { start }] of candidates.entries()) {
      if ((totals[i] as number) + penalty < (best[end] as number)) {
        best[end] = (totals[i] as number) + penalty;
        previous[end] = start;
      }
    }
    for (const [i, candidate] of candidates.entries()) {
      if ((totals[i] as number) >= (best[end] as number)) candidate.until = Math.min(candidate.until, end + fewest);
    }
    candidates = candidates.filter(({ until }) => until > end + 1);
    if (end + 1 - fewest >= fewest) candidates.push({ start: end + 1 - fewest, until: Infinity });
    yield;
  }
  const starts: number[] = [];
  for (let end = n; end > 0; end = previous[end] as number) starts.push(previous[end] as number);
  return { starts: starts.reverse(), cost: best[n] as number };
}

/** What segments of a path cost. */
export interface Costs {
  /** Points of the path. */
  count: number;
  /** Sum of squared distances from their mean of the points from `start` to before `end`. */
  of(start: number, end: number): number;
}

/**
 * From running sums, taken around the overall mean so that few digits cancel. What was once asked is kept, for cutting
 * the same path again with another penalty: at most n² / 2 numbers.
 */
export function squaredCosts(points: Float32Array[]): Costs {
  const d = points[0]?.length ?? 0;
  const centre = meanOf(points, 0, points.length);
  const sums = new Float64Array((points.length + 1) * d);
  const squares = new Float64Array(points.length + 1);
  for (const [i, point] of points.entries()) {
    let square = 0;
    for (let c = 0; c < d; c++) {
      const value = (point[c] as number) - (centre[c] as number);
      square += value * value;
      sums[(i + 1) * d + c] = (sums[i * d + c] as number) + value;
    }
    squares[i + 1] = (squares[i] as number) + square;
  }
  const compute = (start: number, end: number) => {
    let square = 0;
    for (let c = 0, from = start * d, to = end * d; c < d; c++) {
      const sum = (sums[to + c] as number) - (sums[from + c] as number);
      square += sum * sum;
    }
    return Math.max(0, (squares[end] as number) - (squares[start] as number) - square / (end - start));
  };
  const known: Float64Array[] = [];
  const of = (start: number, end: number) => {
    const row = known[end] ?? new Float64Array(end).fill(-1);
    known[end] = row;
    if ((row[start] as number) < 0) row[start] = compute(start, end);
    return row[start] as number;
  };
  return { count: points.length, of };
}

export function meanOf(points: Float32Array[], start: number, end: number): Float64Array {
  const mean = new Float64Array(points[0]?.length ?? 0);
  for (let i = start; i < end; i++) {
    const point = points[i] as Float32Array;
    for (let c = 0; c < mean.length; c++) mean[c] = (mean[c] as number) + (point[c] as number);
  }
  return mean.map((sum) => sum / (end - start));
}
