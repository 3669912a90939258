import { createHash } from 'node:crypto';
import type { Sdk } from '@sdkgen/codegen';

/** Where somebody could make a fault. */
export type Part = 'runtime' | 'generated' | 'template' | 'view' | 'document';

/** One fault in one language: what the proof has to notice. */
export interface Mutant {
  readonly language: string;
  readonly part: Part;
  readonly sdk: Sdk;
  /** What is wrong, in words. */
  readonly fault: string;
  /** The file it is made in; for a document its JSON pointer is what is found. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Which of a rule's places. */
  readonly offset?: number;
  /** Beginnings of fixtures, features or case names to try first. */
  readonly cases: readonly string[];
  /** Of all that is rendered with the fault, this file alone. */
  readonly only?: string;
  /** Operations by which alone it can be seen; null where any may. */
  readonly operations: readonly string[] | null;
  /** The case that found it before. */
  readonly knownBy?: string;
  readonly breaksBuild?: boolean;
  readonly isConstant?: boolean;
}

/** Short, and the same as long as the fault is. */
export function nameOf({ language, part, file, find, replace, offset = 0 }: Mutant): string {
  const hash = createHash('sha256').update([file, find, replace, offset].join('\0')).digest('hex');
  return `${language}-${part}-${hash.slice(0, 8)}`;
}

/** A list of mutants that is itself wrong: nothing was proven with it. */
export class BadMutant extends Error {}

/** The text with the fault in it. Throws unless it can be put in exactly one place. */
export function withFault(text: string, { file, find, replace, offset }: Mutant): string {
  const at = offset ?? onlyPlace(text, find, file);
  if (find === replace) throw new BadMutant(`${file}: ${find} would stay as it is`);
  if (!text.startsWith(find, at)) throw new BadMutant(`${file}: ${find} is not where it was`);
  return text.slice(0, at) + replace + text.slice(at + find.length);
}

export function onlyPlace(text: string, find: string, file: string): number {
  const at = text.indexOf(find);
  if (at < 0) throw new BadMutant(`${file} has no ${find}`);
  if (text.includes(find, at + 1)) throw new BadMutant(`${file} has several ${find}`);
  return at;
}
