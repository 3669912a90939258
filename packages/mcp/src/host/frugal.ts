import { setFlagsFromString } from 'node:v8';

/**
 * For a process that passes messages on and computes nothing: the young generation stays small, and nothing is compiled for speed, whose
 * compilers alone keep 40 MB resident. A call takes a third longer, which is a quarter of a millisecond. Not where the engine runs.
 */
export function beFrugal(): void {
  for (const flag of ['--semi-space-growth-factor=1', '--no-opt', '--no-maglev']) setFlagsFromString(flag);
}
