import { Type } from 'typebox';
import { Timestamp } from './common.ts';

/** A window of time as two members; both ends belong to it, and one left out is open. */
export const windowMembers = (subject: string) => ({
  start_time: Type.Optional(
    Timestamp(
      `Start of the window, included: only ${subject} then or later. Absent: no bound.`,
      '2025-01-01T00:00:00Z',
    ),
  ),
  end_time: Type.Optional(
    Timestamp(
      `End of the window, included: only ${subject} then or earlier. Absent: no bound.`,
      '2025-12-31T23:59:59Z',
    ),
  ),
});
