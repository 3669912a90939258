import type { FaultSwitch, OutputFiles } from '@sdkgen/codegen';
import type { Api } from '@sdkgen/ir';
import { type Batch, batchesOf, switchedText } from './batches.ts';
import { type Found, type Judge, NOBODY, ofBuild } from './judge.ts';
import { BadMutant, type Mutant, nameOf, withFault } from './mutant.ts';
import { operationsOf } from './operations-of.ts';
import type { Source } from './source.ts';

/** Tells a verdict, and how many builds there were so far. */
type Tell = (mutant: Mutant, found: Found) => Promise<void>;

/** Mutants of a language that compiles slowly: several behind each build. Gives how many builds there were. */
export async function judgeBatched(
  source: Source,
  api: Api,
  judges: (sdk: Mutant['sdk']) => Promise<Judge>,
  mutants: readonly Mutant[],
  by: FaultSwitch,
  tell: Tell,
): Promise<number> {
  let builds = 0;
  for (const batch of batchesOf(await eachInItsPlace(source, api, mutants))) {
    const [first] = batch.mutants;
    if (!first) continue;
    const judge = await judges(first.sdk);
    builds += await new Run(source, judge, by, tell).judge(batch);
  }
  return builds;
}

/** A fault of a template or view shows in many files: each is looked at in a file of one operation that no other has. */
async function eachInItsPlace(source: Source, api: Api, mutants: readonly Mutant[]): Promise<Mutant[]> {
  const taken = new Set<string>();
  const placed: Mutant[] = [];
  for (const mutant of mutants) {
    if (mutant.part !== 'template' && mutant.part !== 'view') {
      placed.push(mutant);
      continue;
    }
    const clean = await source.clean(mutant.sdk);
    const changed = [...(await source.faulty(mutant))].filter(
      ([path, { bytes }]) => Buffer.compare(bytes, clean.get(path)?.bytes ?? Buffer.of()) !== 0,
    );
    const place = changed
      .map(([path]) => ({ path, operations: operationsOf(path, api) ?? [] }))
      .find(({ operations: [one, ...others] }) => one !== undefined && others.length === 0 && !taken.has(one));
    if (!place) throw new BadMutant(`${mutant.fault}: shows in no file of one operation`);
    taken.add(place.operations[0] ?? '');
    placed.push({ ...mutant, only: place.path, operations: place.operations });
  }
  return placed;
}

class Run {
  readonly #source: Source;
  readonly #judge: Judge;
  readonly #switch: FaultSwitch;
  readonly #tell: Tell;

  constructor(source: Source, judge: Judge, by: FaultSwitch, tell: Tell) {
    this.#source = source;
    this.#judge = judge;
    this.#switch = by;
    this.#tell = tell;
  }

  /** What does not compile is found by that, and the rest built again without it. */
  async judge(batch: Batch): Promise<number> {
    const bench = this.#judge.faulty;
    let left = batch.mutants;
    for (let builds = 1; ; builds += 1) {
      const changes = bench.changes(await this.#files({ ...batch, mutants: left }));
      try {
        await bench.put(changes);
        const { ok, output } = await bench.build();
        if (ok) {
          for (const mutant of left) await this.#tell(mutant, await this.#found(batch, mutant));
          return builds;
        }
        const broken = left.filter((mutant) => left.length === 1 || isToldOf(mutant, output));
        if (batch.kind === 'switched' || broken.length === 0)
          throw new BadMutant(`does not compile:\n${errorsIn(output)}`);
        for (const mutant of broken) await this.#tell(mutant, ofBuild(mutant, lineOf(mutant, output)));
        left = left.filter((mutant) => !broken.includes(mutant));
        if (left.length === 0) return builds;
      } finally {
        await bench.restore();
      }
    }
  }

  async #found({ kind }: Batch, mutant: Mutant): Promise<Found> {
    const env = kind === 'switched' ? { [this.#switch.variable]: nameOf(mutant) } : {};
    const byCases = await this.#judge.byCases(mutant, env);
    // What a switch decides when it runs is in no signature.
    if (byCases || kind === 'switched') return byCases ?? NOBODY;
    return (await this.#judge.bySurface(mutant, (finding) => isAbout(mutant, finding))) ?? NOBODY;
  }

  async #files({ kind, mutants }: Batch): Promise<OutputFiles> {
    const [{ sdk } = { sdk: 'own' as const }] = mutants;
    if (kind === 'documented') return this.#source.documented(mutants);
    const clean = await this.#source.clean(sdk);
    const files = new Map(clean);
    if (kind === 'edited') {
      for (const mutant of mutants) await this.#edit(files, clean, mutant);
      return files;
    }
    for (const [path, group] of Map.groupBy(mutants, ({ file }) => file)) {
      const text = Buffer.from(clean.get(path)?.bytes ?? '').toString();
      files.set(path, { bytes: Buffer.from(switchedText(text, group, this.#switch)), executable: false });
    }
    const texts = new Map([...files].map(([path, { bytes }]) => [path, Buffer.from(bytes).toString()]));
    for (const { path, text } of this.#switch.install(texts))
      files.set(path, { bytes: Buffer.from(text), executable: false });
    return files;
  }

  /** Of a template or a view, what it makes of its operations' own files; of a source, the source. */
  async #edit(
    files: Map<string, OutputFiles extends ReadonlyMap<string, infer F> ? F : never>,
    clean: OutputFiles,
    mutant: Mutant,
  ): Promise<void> {
    if (mutant.part === 'generated' || mutant.part === 'runtime') {
      const file = files.get(mutant.file);
      const text = withFault(Buffer.from(file?.bytes ?? '').toString(), mutant);
      files.set(mutant.file, { bytes: Buffer.from(text), executable: false });
      return;
    }
    const faulty = await this.#source.faulty(mutant);
    for (const [path, file] of faulty) {
      const isOwn = mutant.only === undefined || mutant.only === path;
      if (isOwn && Buffer.compare(file.bytes, clean.get(path)?.bytes ?? Buffer.of()) !== 0) files.set(path, file);
    }
  }
}

/** Whether a finding of a surface with several faults is of this one: it speaks of its operation or type. */
function isAbout({ file, find, operations }: Mutant, finding: string): boolean {
  const bare = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const stem = file.replace(/^.*\//, '').replace(/\.\w+$/, '');
  const [subject = ''] = finding.replace(/^type /, '').split(/[ :›]+/);
  const type = find.match(/^#\/components\/schemas\/([^/]+)/)?.[1];
  return [stem, ...(type ? [type] : []), ...(operations ?? [])].some((name) => bare(name) === bare(subject));
}

/** Without its warnings. */
const errorsIn = (output: string): string =>
  output
    .split(/\n\n/)
    .filter((block) => /^\s*error/.test(block))
    .join('\n\n')
    .slice(0, 6000) || output.slice(-3000);

/** Whether a compiler's output speaks of a mutant: of its file, or of an operation of its own. */
function isToldOf({ file, operations }: Mutant, output: string): boolean {
  return output.includes(file) || (operations ?? []).some((name) => new RegExp(`\\b${name}\\b`).test(output));
}

function lineOf({ file, operations }: Mutant, output: string): string {
  const names = [file, ...(operations ?? [])];
  return (output.split('\n').find((line) => names.some((name) => line.includes(name))) ?? output).trim().slice(0, 300);
}
