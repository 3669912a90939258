import { distance } from '../float32.ts';
import { seededRandom, shuffle } from '../random.ts';
import type { Sliced } from '../slices.ts';

export interface EnergyTest {
  /** 2·E|X-Y| - E|X-X'| - E|Y-Y'|, in the unit of the vectors; 0 where both are distributed alike. */
  energy: number;
  /** The same over 2·E|X-Y|: from 0, alike, to 1. */
  coefficient: number;
  /** The share of random divisions of all observations whose energy is as large; 1 where none was tried. */
  pValue: number;
}

/**
 * The two-sample energy test of G. Székely and M. Rizzo, "Testing for equal distributions in high dimension", InterStat 5
 * (2004), and "Energy statistics", J. Stat. Plan. Inference 143 (2013): whether two samples come from one distribution,
 * in any number of dimensions. The p-value is (1 + as large) / (1 + permutations), by shuffles from a fixed seed, so the
 * same samples always give the same. Time O((n+m)²·(dimensions + permutations)), memory O((n+m)²).
 */
export function* energyTest(a: Float32Array[], b: Float32Array[], permutations: number): Sliced<EnergyTest> {
  const all = [...a, ...b];
  const distances = yield* pairwise(all);
  const order = Int32Array.from(all, (_, i) => i);
  const energyOf = () => energy(distances, order, a.length);
  const { value, between } = energyOf();
  const random = seededRandom(1);
  let asLarge = 0;
  for (let i = 0; i < permutations; i++) {
    shuffle(order, random);
    // The same division summed in another order differs in its last digits, and is as large all the same.
    if (energyOf().value >= value - 1e-12 * between) asLarge++;
    yield;
  }
  return {
    energy: Math.max(0, value),
    coefficient: between === 0 ? 0 : Math.min(1, Math.max(0, value / (2 * between))),
    pValue: (1 + asLarge) / (1 + permutations),
  };
}

function* pairwise(points: Float32Array[]): Sliced<Float64Array[]> {
  const rows: Float64Array[] = [];
  for (const point of points) {
    rows.push(Float64Array.from(points, (other, j) => (j < rows.length ? distance(point, other) : 0)));
    yield;
  }
  for (const [i, row] of rows.entries()) for (let j = 0; j < i; j++) (rows[j] as Float64Array)[i] = row[j] as number;
  return rows;
}

/** The energy between the first `n` in an order and the rest, and their mean distance. */
function energy(distances: Float64Array[], order: Int32Array, n: number): { value: number; between: number } {
  const m = order.length - n;
  const sums = [0, 0, 0];
  for (let i = 1; i < order.length; i++) {
    const row = distances[order[i] as number] as Float64Array;
    const side = i < n ? 0 : 1;
    let [first, second] = [0, 0];
    for (let j = 0; j < Math.min(i, n); j++) first += row[order[j] as number] as number;
    for (let j = n; j < i; j++) second += row[order[j] as number] as number;
    sums[side] = (sums[side] as number) + first;
    sums[2] = (sums[2] as number) + second;
  }
  const [withinA, across, withinB] = sums as [number, number, number];
  const between = across / (n * m);
  return { value: 2 * between - (2 * withinA) / (n * n) - (2 * withinB) / (m * m), between };
}
