import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OutputFiles } from '@sdkgen/codegen';
import { printJson, type SuiteCase } from '@vectorscaledb/conformance';
import type { Mutant } from './mutant.ts';
import { folderOf } from './source.ts';
import type { Verdict } from './verdict.ts';

/** One line a verdict: a run that was cut off goes on where it was. */
export class Journal {
  readonly #path = folderOf('journal.jsonl');
  readonly #known = new Map<string, Verdict>();
  readonly #cases = new Map<string, string>();

  static async read(): Promise<Journal> {
    const journal = new Journal();
    await mkdir(dirname(journal.#path), { recursive: true });
    for (const line of (await readFile(journal.#path, 'utf8').catch(() => '')).split('\n')) {
      // The last line may have been cut.
      try {
        const { key, verdict } = JSON.parse(line);
        journal.#known.set(key, verdict);
        if (verdict.byCase) journal.#cases.set(verdict.name, verdict.byCase);
      } catch {}
    }
    return journal;
  }

  /** The case that found a mutant of this name in another SDK, or by other cases. */
  caseOf(name: string): string | undefined {
    return this.#cases.get(name);
  }

  get(key: string): Verdict | undefined {
    return this.#known.get(key);
  }

  async add(key: string, verdict: Verdict): Promise<void> {
    this.#known.set(key, verdict);
    await appendFile(this.#path, `${JSON.stringify({ key, verdict })}\n`);
  }
}

/** The fault and what it is made in. */
export function keyOf(mutant: Mutant, sdk: string): string {
  return createHash('sha256').update(JSON.stringify(mutant)).update(sdk).digest('hex');
}

/** What a case looks for: a verdict holds as long as the case that found the fault is the one it was. */
export function digestOfCase({ also: _, ...one }: SuiteCase): string {
  return createHash('sha256')
    .update(printJson(one as never))
    .digest('hex');
}

export function digestOf(files: OutputFiles): string {
  const hash = createHash('sha256');
  for (const [path, { bytes }] of files) hash.update(path).update(bytes);
  return hash.digest('hex');
}
