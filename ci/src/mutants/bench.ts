import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OutputFiles, Sdk } from '@sdkgen/codegen';
import { DRIVER_ENVIRONMENT } from '@vectorscaledb/conformance';
import { environment, inRoot } from '../paths.ts';
import { type Result, run } from '../run/process.ts';
import { BadMutant } from './mutant.ts';
import { folderOf, type Source } from './source.ts';

/** Files that are not as rendered; null where one is gone. */
export type Changes = ReadonlyMap<string, Buffer | null>;

const BUILD_SECONDS = 1200;

/** What drivers and builds run with. */
export const benchEnvironment = (more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv =>
  environment({ ...BUILDS, ...DRIVER_ENVIRONMENT, ...more });
const BUILDS = { CARGO_TARGET_DIR: inRoot('dist', 'rust', 'mutants'), CARGO_BUILD_JOBS: '1' };

/** One SDK on the disk, with its driver. Faults are put in and taken out again. */
export class Bench {
  readonly folder: string;
  readonly program: string;
  readonly #clean: OutputFiles;
  readonly #source: Source;
  #changed: readonly string[] = [];

  private constructor(source: Source, sdk: Sdk, place: string, clean: OutputFiles) {
    this.folder = folderOf(source.language.id, `${sdk}-${place}`);
    this.program = join(this.folder, 'driver', 'run');
    this.#clean = clean;
    this.#source = source;
  }

  static async open(source: Source, sdk: Sdk, place: 'clean' | 'faulty'): Promise<Bench> {
    const bench = new Bench(source, sdk, place, await source.clean(sdk));
    const record = `${bench.folder}.json`;
    const before: string[] = JSON.parse(await readFile(record, 'utf8').catch(() => '[]'));
    await bench.put(new Map(before.filter((path) => !bench.#clean.has(path)).map((path) => [path, null])));
    await bench.put(new Map([...bench.#clean].map(([path, { bytes }]) => [path, Buffer.from(bytes)])));
    bench.#changed = [];
    await writeFile(record, JSON.stringify([...bench.#clean.keys()]));
    return bench;
  }

  /** What of an SDK is not as here. The manifest tells of nothing but the others. */
  changes(files: OutputFiles): Map<string, Buffer | null> {
    const changed = new Map<string, Buffer | null>();
    for (const [path, { bytes }] of files) {
      if (!this.#clean.get(path) || Buffer.compare(this.#clean.get(path)?.bytes ?? Buffer.of(), bytes) !== 0)
        changed.set(path, Buffer.from(bytes));
    }
    for (const path of this.#clean.keys()) if (!files.has(path)) changed.set(path, null);
    changed.delete('.sdkgen.json');
    if (changed.size === 0) throw new BadMutant('what is rendered stays as it is');
    return changed;
  }

  /** Files that are as they should be are left alone, so that builds have little to do. */
  async put(changes: Changes): Promise<void> {
    for (const [path, bytes] of changes) {
      const target = join(this.folder, path);
      if (bytes === null) {
        await rm(target, { force: true });
        continue;
      }
      const present = await readFile(target).catch(() => null);
      if (!present?.equals(bytes)) {
        await mkdir(dirname(target), { recursive: true });
        await writeFile(target, bytes);
      }
      if (this.#clean.get(path)?.executable) await chmod(target, 0o755);
    }
    await this.#compile(changes);
    this.#changed = [...new Set([...this.#changed, ...changes.keys()])];
  }

  async restore(): Promise<void> {
    const file = (path: string) => this.#clean.get(path);
    const wanted = this.#changed.map(
      (path) => [path, file(path) ? Buffer.from(file(path)?.bytes ?? '') : null] as const,
    );
    await this.put(new Map(wanted));
    this.#changed = [];
  }

  build(): Promise<Result> {
    return run({ argv: [this.program, '--build'], cwd: this.folder, env: BUILDS, timeoutSeconds: BUILD_SECONDS });
  }

  /** Where a build compiles everything, what it makes of the files that changed is put where it would put it. */
  async #compile(changes: Changes): Promise<void> {
    const { compiled } = await this.#source.language.mutations();
    if (!compiled) return;
    for (const [path, bytes] of changes) {
      const made = bytes && (await compiled(path, bytes.toString()));
      const target = made && join(this.folder, made.path);
      // Before the first build there is nothing to replace.
      if (target && (await readFile(target).catch(() => null))) await writeFile(target, made.text);
    }
  }
}
