import type { Micros, Window } from '../store.ts';

/** An open end is beyond every time that can be stored. */
export const bounds = ({ start, end }: Window): [Micros, Micros] => [
  start ?? Number.MIN_SAFE_INTEGER,
  end ?? Number.MAX_SAFE_INTEGER,
];
