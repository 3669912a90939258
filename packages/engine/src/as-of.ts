import { StoreError } from './errors.ts';
import type { Micros } from './store.ts';
import { formatTime } from './time.ts';

/** Refuses an instant of which something was dropped: an answer from the rest would be a wrong one. */
export function assertKept(tenant: { past_from: Micros | null }, instant: Micros | undefined): void {
  if (instant === undefined || tenant.past_from === null || instant >= tenant.past_from) return;
  const from = formatTime(tenant.past_from);
  throw new StoreError(
    'history_not_kept',
    `what was deleted is known from ${from} on: ask for that instant or a later one`,
  );
}
