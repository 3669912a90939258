import { readFile, rm } from 'node:fs/promises';
import type { Sdk } from '@sdkgen/codegen';
import type { Suite } from '@vectorscaledb/conformance';
import { loadLanguages, readApi, readRuntime } from '@vectorscaledb/sdkgen';
import { paritySuite } from '../parity/cases.ts';
import { PINNED } from '../sdkgen.ts';
import { allSuites } from '../wire/suites.ts';
import { judgeBatched } from './batched.ts';
import { digestOf, digestOfCase, Journal, keyOf } from './journal.ts';
import { type Found, Judge } from './judge.ts';
import { BadMutant, type Mutant, nameOf } from './mutant.ts';
import { planOf } from './plan.ts';
import { asText, writeReport } from './report.ts';
import { folderOf, Source } from './source.ts';
import type { Verdict } from './verdict.ts';

export interface Wanted {
  readonly languages: readonly string[];
  /** Beginnings of names. */
  readonly only: readonly string[];
  /** So many of each language. */
  readonly sample: number | null;
  readonly fresh: boolean;
}

/** Two languages at once: builds of one run while the other waits. */
const AT_ONCE = 2;

export interface Outcome {
  /** Every mutant was found. */
  readonly ok: boolean;
  readonly verdicts: readonly Verdict[];
}

const print = (text: string): void => void process.stdout.write(text);

export async function runMutants(wanted: Wanted, say = print): Promise<Outcome> {
  const start = performance.now();
  if (wanted.fresh) await rm(folderOf('journal.jsonl'), { force: true });
  const journal = await Journal.read();
  const suites = await suitesBySdk();
  const waiting = await loadLanguages(wanted.languages);
  const verdicts: Verdict[] = [];
  const failures: unknown[] = [];
  let batchedBuilds = 0;
  const work = async (): Promise<void> => {
    for (let language = waiting.shift(); language; language = waiting.shift()) {
      const source = new Source(language, originsOf(suites));
      const lane = new Lane(source, suites, journal, say);
      // What is wrong with one language's list does not keep the others from being judged.
      await lane.judge(wanted, verdicts).then(
        (builds) => {
          batchedBuilds += builds;
        },
        (error: unknown) => failures.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const seconds = Math.round((performance.now() - start) / 1000);
  await writeReport(verdicts, batchedBuilds, seconds);
  say(asText(verdicts));
  for (const failure of failures) say(`${textOf(failure)}\n`);
  const ok = failures.length === 0 && verdicts.length > 0 && verdicts.every(({ caughtBy }) => caughtBy !== null);
  return { ok, verdicts };
}

export async function listMutants(wanted: Wanted): Promise<string> {
  const suites = await suitesBySdk();
  const lines: string[] = [];
  for (const language of await loadLanguages(wanted.languages)) {
    const source = new Source(language, originsOf(suites));
    const mutants = chosen(await planOf(source, await ownApi()), wanted);
    lines.push(...mutants.map((mutant) => `${nameOf(mutant)}  ${mutant.fault}`), `${language.id}: ${mutants.length}`);
  }
  return `${lines.join('\n')}\n`;
}

/** One language's mutants, one after the other. */
class Lane {
  readonly #source: Source;
  readonly #suites: ReadonlyMap<Sdk, Suite>;
  readonly #journal: Journal;
  readonly #say: (text: string) => void;
  readonly #judges = new Map<Sdk, Promise<Judge>>();

  constructor(source: Source, suites: ReadonlyMap<Sdk, Suite>, journal: Journal, say: (text: string) => void) {
    this.#source = source;
    this.#suites = suites;
    this.#journal = journal;
    this.#say = say;
  }

  async judge(wanted: Wanted, verdicts: Verdict[]): Promise<number> {
    const { switch: by } = await this.#source.language.mutations();
    const mutants = chosen(await planOf(this.#source, await ownApi()), wanted, by !== null);
    const digests = new Map<Sdk, string>();
    for (const sdk of ['fixtures', 'own'] as const) digests.set(sdk, digestOf(await this.#source.clean(sdk)));
    const keys = new Map(mutants.map((mutant) => [nameOf(mutant), keyOf(mutant, digests.get(mutant.sdk) ?? '')]));
    const left: Mutant[] = [];
    for (const mutant of mutants) {
      const known = this.#journal.get(keys.get(nameOf(mutant)) ?? '');
      if (known && this.#holds(known)) verdicts.push(known);
      else left.push(withCase(mutant, this.#journal.caseOf(nameOf(mutant))));
    }
    let since = performance.now();
    const tell = async (mutant: Mutant, found: Found): Promise<void> => {
      const seconds = Math.round((performance.now() - since) / 100) / 10;
      since = performance.now();
      const { knownBy: _, ...told } = mutant;
      const verdict = { name: nameOf(mutant), mutant: told, ...found, seconds };
      verdicts.push(verdict);
      await this.#journal.add(keys.get(verdict.name) ?? '', verdict);
      this.#say(
        `${found.caughtBy ? 'caught  ' : 'SURVIVED'} ${seconds.toFixed(1).padStart(6)} s  ${verdict.name}  ${mutant.fault} — ${found.caughtBy ?? 'nobody'}\n`,
      );
    };
    if (by) return judgeBatched(this.#source, await ownApi(), (sdk) => this.#judgeOf(sdk), left, by, tell);
    for (const mutant of left) await tell(mutant, await (await this.#judgeOf(mutant.sdk)).judge(mutant));
    return 0;
  }

  /** A survivor is looked for again; what a case found is found as long as the case is the same. */
  #holds({ caughtBy, byCase, caseDigest, mutant }: Verdict): boolean {
    if (caughtBy === null || byCase === undefined) return caughtBy !== null;
    const cases = this.#suites.get(mutant.sdk)?.cases ?? [];
    return cases.some((one) => one.name === byCase && digestOfCase(one) === caseDigest);
  }

  #judgeOf(sdk: Sdk): Promise<Judge> {
    const known = this.#judges.get(sdk) ?? Judge.of(this.#source, sdk, this.#suites.get(sdk)?.cases ?? []);
    this.#judges.set(sdk, known);
    return known;
  }
}

/** A slip in a list is told in words; all else is a bug, and keeps its stack. */
function textOf(error: unknown): string {
  if (error instanceof BadMutant) return `the list of mutants is wrong: ${error.message}`;
  return error instanceof Error ? String(error.stack) : String(error);
}

const withCase = (mutant: Mutant, knownBy: string | undefined): Mutant =>
  knownBy === undefined ? mutant : { ...mutant, knownBy };

/** The suites that between them show what a runtime does and what is rendered of the API's own document. */
export async function suitesBySdk(): Promise<Map<Sdk, Suite>> {
  const names: Readonly<Record<string, Sdk>> = { 'openapi-3-1': 'fixtures', vectorscaledb: 'own' };
  const suites = (await allSuites()).flatMap((suite): [Sdk, Suite][] => {
    const sdk = names[suite.name];
    return sdk ? [[sdk, suite]] : [];
  });
  // How each operation behaves beyond one request is judged as parity judges it.
  const behaviour = (await paritySuite()).cases.filter(({ fixture }) => fixture === 'behaviour');
  return new Map(
    suites.map(([sdk, suite]) => [sdk, sdk === 'own' ? { ...suite, cases: [...suite.cases, ...behaviour] } : suite]),
  );
}

export const originsOf = (suites: ReadonlyMap<Sdk, Suite>) =>
  [...suites].map(([sdk, { document, config = null }]) => ({ sdk, document, config }));

const ownApi = async () => readApi(await readFile(PINNED), await readRuntime());

/** A sample of a language that compiles slowly is of its smaller SDK. */
function chosen(mutants: readonly Mutant[], { only, sample }: Wanted, isSlow = false): Mutant[] {
  const named = mutants.filter((mutant) => only.some((beginning) => nameOf(mutant).startsWith(beginning)));
  if (sample === null || sample >= named.length) return named;
  const quick = isSlow ? named.filter(({ sdk }) => sdk === 'own') : named;
  return Array.from({ length: sample }, (_, n) => quick[Math.floor(((n + 0.5) * quick.length) / sample)]).flatMap(
    (one) => one ?? [],
  );
}
