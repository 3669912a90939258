import type { Fault, FaultRule, OutputFiles } from '@sdkgen/codegen';
import { BadMutant } from './mutant.ts';

/** A fault at one of the places a rule found. */
export interface Placed extends Fault {
  readonly offset: number;
  readonly breaksBuild: boolean;
}

/** Faults at some of the places a rule finds, spread over all of them, as few in one file as can be. */
export function placesOf(rule: FaultRule, files: OutputFiles): Placed[] {
  const places = [...files]
    .filter(([path]) => rule.files.test(path))
    .flatMap(([path, { bytes }]) =>
      [...Buffer.from(bytes).toString().matchAll(rule.find)].map((match) => ({ path, match })),
    );
  if (places.length < rule.count) throw new BadMutant(`${rule.fault}: ${places.length} places, ${rule.count} wanted`);
  const spread = places.length / rule.count;
  const chosen = Array.from({ length: rule.count }, (_, n) => places[Math.floor((n + 0.5) * spread)]);
  return chosen.flatMap((place) => (place ? [placed(rule, place.path, place.match)] : []));
}

function placed(rule: FaultRule, path: string, match: RegExpExecArray): Placed {
  const replace = rule.replace(match);
  return {
    fault: `${rule.fault}: ${shortOf(match[0])} became ${shortOf(replace) || 'nothing'} in line ${lineOf(match)} of ${path}`,
    file: path,
    find: match[0],
    replace,
    offset: match.index,
    ...(rule.sdk ? { sdk: rule.sdk } : {}),
    ...(rule.cases ? { cases: rule.cases } : {}),
    breaksBuild: rule.breaksBuild ?? false,
    ...(rule.isConstant ? { isConstant: true } : {}),
  };
}

const lineOf = ({ input, index }: RegExpExecArray): number => input.slice(0, index).split('\n').length;

const shortOf = (text: string): string => text.trim().replaceAll(/\s+/g, ' ').slice(0, 60);
