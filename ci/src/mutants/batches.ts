import type { FaultSwitch } from '@sdkgen/codegen';
import { BadMutant, type Mutant, nameOf } from './mutant.ts';

/** Mutants behind one build. */
export interface Batch {
  readonly kind: 'switched' | 'edited' | 'documented';
  readonly mutants: readonly Mutant[];
}

/**
 * As few builds as the mutants can be said in. `switched`: each is there only when a variable names it. `edited` and
 * `documented`: all are there at once, each to be seen by operations of its own; one that any operation could show is alone.
 */
export function batchesOf(mutants: readonly Mutant[]): Batch[] {
  const isSwitched = (one: Mutant): boolean => isSource(one) && !one.breaksBuild && !one.isConstant;
  const switched = Map.groupBy(mutants.filter(isSwitched), ({ sdk }) => sdk);
  const rest = mutants.filter((one) => !isSwitched(one));
  return [
    ...[...switched.values()].map((group): Batch => ({ kind: 'switched', mutants: group })),
    ...apart(rest.filter(({ part }) => part === 'document')).map(
      (group): Batch => ({ kind: 'documented', mutants: group }),
    ),
    ...[true, false].flatMap((breaks) =>
      apart(rest.filter((one) => one.part !== 'document' && (one.breaksBuild ?? false) === breaks)).map(
        (group): Batch => ({ kind: 'edited', mutants: group }),
      ),
    ),
  ];
}

const isSource = ({ part }: Mutant): boolean => part === 'runtime' || part === 'generated';

/** Groups whose mutants share neither file nor operation. */
function apart(mutants: readonly Mutant[]): Mutant[][] {
  const groups: Mutant[][] = [];
  for (const one of mutants) {
    const group = one.operations && groups.find((group) => group.every((other) => isApart(one, other)));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups;
}

function isApart(one: Mutant, other: Mutant): boolean {
  if (!one.operations || !other.operations || one.sdk !== other.sdk) return false;
  const sameFile = one.part !== 'document' && one.file === other.file;
  return !sameFile && !one.operations.some((operation) => other.operations?.includes(operation));
}

/** One file with several faults, each behind the variable. */
export function switchedText(text: string, mutants: readonly Mutant[], by: FaultSwitch): string {
  const placed = mutants.map((one) => ({ one, at: one.offset ?? text.indexOf(one.find) })).sort((a, b) => b.at - a.at);
  let after = Number.POSITIVE_INFINITY;
  return placed.reduce((whole, { one, at }) => {
    if (at < 0 || (one.offset === undefined && text.includes(one.find, at + 1)))
      throw new BadMutant(`${one.file} has not exactly one ${one.find}`);
    const end = at + one.find.length;
    if (end > after) throw new BadMutant(`${one.file}: two mutants at ${one.find}`);
    after = at;
    return whole.slice(0, at) + by.wrap(nameOf(one), one) + whole.slice(end);
  }, text);
}
