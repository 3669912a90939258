import { distance } from '../float32.ts';
import type { Pace } from '../slices.ts';
import type { Window } from '../store.ts';
import { meanOf } from '../trajectory/pelt.ts';
import { isFull, type TrackSource } from '../trajectory/track.ts';
import { type EnergyTest, energyTest } from './energy.ts';

/** Observations of each window that a drift is told from at most, evenly spaced. */
export const DRIFT_POINTS = 300;

/** With fewer than this in each window even the clearest drift has a p-value above 0.01. */
export const FEWEST_DRIFTED = 5;

export interface DriftQuery {
  reference: Window;
  current: Window;
  dimensions?: number;
  permutations: number;
}

export interface Drift {
  /** Null when either window holds too little. */
  test: EnergyTest | null;
  /** Distance between the means of both windows. */
  meanShift: number | null;
  dimensions: number | null;
  referenceObservations: number;
  currentObservations: number;
}

/** Whether what is observed now is distributed as it was: an energy test between two windows of one entity. */
export async function detectDrift(
  source: TrackSource,
  tenant: string,
  entityId: string,
  { reference, current, dimensions, permutations }: DriftQuery,
  pace: Pace,
): Promise<Drift> {
  const reading = { most: DRIFT_POINTS, choose: 'evenly' } as const;
  const wanted = dimensions === undefined ? {} : { dimensions };
  const now = await source.track(tenant, entityId, { ...reading, ...wanted, window: current });
  const length = isFull(now) ? { dimensions: now.dimensions } : wanted;
  const before = await source.track(tenant, entityId, { ...reading, ...length, window: reference });
  const found = {
    dimensions: now.dimensions ?? before.dimensions,
    referenceObservations: before.observations,
    currentObservations: now.observations,
  };
  const [a, b] = [before.points, now.points];
  if (Math.min(a.length, b.length) < FEWEST_DRIFTED) return { ...found, test: null, meanShift: null };
  const meanShift = distance(meanOf(a, 0, a.length), meanOf(b, 0, b.length));
  return { ...found, test: await pace.run(energyTest(a, b, permutations)), meanShift };
}
