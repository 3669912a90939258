import type { Sdk } from '@sdkgen/codegen';
import { Refused } from '@sdkgen/ir';
import type { SuiteCase } from '@vectorscaledb/conformance';
import { Bench, benchEnvironment } from './bench.ts';
import { checkOf, firstFailure, inOrder } from './cases.ts';
import { digestOfCase } from './journal.ts';
import type { Mutant } from './mutant.ts';
import { snippetFailure } from './snippets.ts';
import type { Source } from './source.ts';
import { surfaceFindings } from './surface.ts';
import type { Verdict } from './verdict.ts';

export type Found = Pick<Verdict, 'caughtBy' | 'evidence' | 'byCase' | 'caseDigest'>;
const BUILD = 'build of SDK and driver';

/** Both copies of one SDK: with faults in turn, and without. */
export class Judge {
  readonly faulty: Bench;
  readonly #clean: Bench;
  readonly #cases: readonly SuiteCase[];
  readonly #source: Source;
  readonly #passes = new Map<SuiteCase, boolean>();

  private constructor(source: Source, cases: readonly SuiteCase[], faulty: Bench, clean: Bench) {
    this.#source = source;
    this.#cases = cases;
    this.faulty = faulty;
    this.#clean = clean;
  }

  static async of(source: Source, sdk: Sdk, cases: readonly SuiteCase[]): Promise<Judge> {
    const clean = await Bench.open(source, sdk, 'clean');
    const faulty = await Bench.open(source, sdk, 'faulty');
    for (const bench of [clean, faulty]) {
      const { ok, output } = await bench.build();
      if (!ok) throw new Error(`${source.language.id} does not build as it is rendered:\n${output.slice(-3000)}`);
    }
    return new Judge(source, cases, faulty, clean);
  }

  /** One mutant alone: built, then the checks that can see it, cheapest first. */
  async judge(mutant: Mutant): Promise<Found> {
    const files = await this.#source.faulty(mutant).catch(refusalOf);
    if ('caughtBy' in files) return files;
    const changes = this.faulty.changes(files);
    try {
      await this.faulty.put(changes);
      const { ok, output } = await this.faulty.build();
      if (!ok) return ofBuild(mutant, output.trim().slice(0, 300));
      return (
        (await this.byCases(mutant)) ?? (await this.bySurface(mutant)) ?? (await this.bySnippets(mutant)) ?? NOBODY
      );
    } finally {
      await this.faulty.restore();
    }
  }

  /** The first case that fails with the fault and passes without. */
  async byCases(mutant: Mutant, env: Readonly<Record<string, string>> = {}): Promise<Found | null> {
    const { operations, cases } = mutant;
    const seen = operations ? this.#cases.filter((one) => operations.includes(one.call.operation)) : this.#cases;
    for (const group of [seen.filter(({ name }) => name === mutant.knownBy), ...inOrder(seen, cases)]) {
      let left = group;
      while (left.length > 0) {
        const failed = await firstFailure(left, this.faulty.program, benchEnvironment(env));
        if (!failed) break;
        const byCase = failed.one.name;
        if (await this.#passesClean(failed.one))
          return {
            caughtBy: checkOf(failed.one),
            evidence: `${byCase}: ${failed.evidence}`,
            byCase,
            caseDigest: digestOfCase(failed.one),
          };
        left = left.filter((one) => one !== failed.one);
      }
    }
    return null;
  }

  /** Of the package users get; that of the fixtures is nobody's. */
  async bySurface({ sdk }: Mutant, isOwn: (finding: string) => boolean = () => true): Promise<Found | null> {
    if (sdk !== 'own') return null;
    const folders = { clean: this.#clean.folder, faulty: this.faulty.folder };
    const found = await surfaceFindings(this.#source.language, folders);
    const own = found.find(isOwn);
    return own === undefined ? null : { caughtBy: 'surface', evidence: own };
  }

  /** The documented programs: what they need of an SDK without a fault they have, or nothing is shown. */
  async bySnippets({ sdk }: Mutant): Promise<Found | null> {
    if (sdk !== 'own') return null;
    const failure = await snippetFailure(this.#source.language.id, this.faulty.folder);
    if (failure === null || (await snippetFailure(this.#source.language.id, this.#clean.folder)) !== null) return null;
    return { caughtBy: 'documented snippets', evidence: failure };
  }

  async #passesClean(one: SuiteCase): Promise<boolean> {
    const known = this.#passes.get(one);
    if (known !== undefined) return known;
    const passes = (await firstFailure([one], this.#clean.program, benchEnvironment())) === null;
    this.#passes.set(one, passes);
    return passes;
  }
}

/** What no longer fits is found by its build; a fault in a runtime that does not compile is a slip of its author, and shows nothing. */
export function ofBuild({ part }: Mutant, evidence: string): Found {
  return part === 'runtime'
    ? { caughtBy: null, evidence: `it does not compile: ${evidence}` }
    : { caughtBy: BUILD, evidence };
}

/** A pipeline that will not render it has found it. */
function refusalOf(error: unknown): Found {
  if (error instanceof Refused) return { caughtBy: 'refused by the pipeline', evidence: error.message.slice(0, 300) };
  throw error;
}

export const NOBODY: Found = { caughtBy: null, evidence: 'no check found it' };
