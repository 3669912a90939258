import { failingCalls } from './faults/calls.ts';
import { clockGoesBack } from './faults/clock.ts';
import { damagedHeader, damagedPages, lostLog } from './faults/damage.ts';
import { fullDisk, fullFromTheStart, readOnlyFromTheStart } from './faults/disk.ts';

/** Something that breaks below a server, and what is wrong with how it takes that. */
export interface Fault {
  readonly name: string;
  /** Why it cannot be brought about here; null when it can. */
  whyNot(): Promise<string | null>;
  findings(): Promise<string[]>;
}

export const FAULTS: readonly Fault[] = [
  fullDisk,
  fullFromTheStart,
  readOnlyFromTheStart,
  ...failingCalls,
  damagedHeader,
  damagedPages,
  lostLog,
  ...clockGoesBack,
];
