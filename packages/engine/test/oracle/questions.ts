import { expect } from 'vitest';
import { seeded } from '../helpers.ts';

/** What an independent implementation is asked, and how its answer compares with ours. */
export interface Case {
  question: { ask: string } & Record<string, unknown>;
  check(answer: unknown, name: string): void;
}

/** Equal but for rounding. */
export function expectClose(ours: number, theirs: unknown, name: string, relative = 1e-9): void {
  const difference = Math.abs(ours - (theirs as number));
  expect(difference, `${name}: ${ours} and ${theirs}`).toBeLessThanOrEqual(
    relative * Math.max(1e-9, Math.abs(theirs as number)),
  );
}

export interface Random {
  /** From 0 to below 1. */
  uniform(): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  normal(): number;
  /** A random walk with steps of normal length. */
  walk(count: number, dimensions: number): Float32Array[];
  /** Independent normal points around a mean. */
  cloud(count: number, dimensions: number, mean?: number): Float32Array[];
}

export function makeRandom(seed: number): Random {
  const uniform = seeded(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const cloud = (count: number, dimensions: number, mean = 0) =>
    Array.from({ length: count }, () => Float32Array.from({ length: dimensions }, () => mean + normal()));
  const walk = (count: number, dimensions: number) => {
    const at = new Float64Array(dimensions);
    return cloud(count, dimensions).map((step) =>
      Float32Array.from(step, (value, c) => (at[c] = (at[c] ?? 0) + value)),
    );
  };
  return { uniform, between: (least, most) => least + Math.floor(uniform() * (most - least + 1)), normal, walk, cloud };
}

export const lists = (points: readonly ArrayLike<number>[]): number[][] => points.map((point) => Array.from(point));

export const repeat = (count: number, make: (i: number) => Case): Case[] =>
  Array.from({ length: count }, (_, i) => make(i));
