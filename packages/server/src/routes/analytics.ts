import type { Category } from '../operation.ts';
import { anomalyScore, scanAnomalies } from './analytics/anomaly.ts';
import { drift } from './analytics/drift.ts';
import { forecast } from './analytics/forecast.ts';
import { histogram } from './analytics/histogram.ts';

export const analytics: Category = {
  tag: 'analytics',
  description: 'What the observations say together.',
  operations: [anomalyScore, scanAnomalies, drift, forecast, histogram],
};
