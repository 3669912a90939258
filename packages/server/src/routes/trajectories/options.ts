import type { Reduction, TrajectoryMetric } from '@vectorscaledb/engine';
import { ApiError, invalid } from '../../http/errors.ts';
import { limits } from '../../limits.ts';

const metrics = ['dtw', 'frechet'] as const;
const reductions = ['even', 'douglas_peucker', 'visvalingam', 'resample'] as const;

/** The names in the document are open, so that more may come; what this server does not know it refuses. */
function known<Name extends string>(what: string, names: readonly Name[], name: string): Name {
  const found = names.find((each) => each === name);
  if (!found) throw invalid(`${what} ${JSON.stringify(name)} is not one of ${names.join(', ')}`);
  return found;
}

export const toMetric = (name = 'dtw'): TrajectoryMetric => known('metric', metrics, name);

export const toReduction = (name = 'even'): Reduction => known('reduction', reductions, name);

/** Refuses an answer of more numbers than can be written at once without holding up other requests. */
export function checkAnswer(numbers: number, advice: string): void {
  if (numbers <= limits.answerNumbers) return;
  throw new ApiError(
    422,
    'too_much_work',
    `the answer would hold ${numbers} numbers, more than ${limits.answerNumbers}: ${advice}`,
  );
}
