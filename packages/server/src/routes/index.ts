import type { Category } from '../operation.ts';
import { analytics } from './analytics.ts';
import { entities } from './entities.ts';
import { ingestion } from './ingestion.ts';
import { operations } from './operations.ts';
import { search } from './search.ts';
import { trajectories } from './trajectories.ts';

/** The categories, in the document's order. An operation is added to its category's file and nowhere else. */
export const categories: readonly Category[] = [ingestion, entities, search, trajectories, analytics, operations];
