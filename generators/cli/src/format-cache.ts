import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FormatCache } from '@sdkgen/codegen';
import { sha256 } from '@sdkgen/codegen/manifest';

/**
 * Formatted files below a folder, by what they were formatted from: an edit of one description formats the files it is in and no
 * others. Holds what the last run used, and forgets the rest. Best effort: without it everything is formatted again.
 */
export class DiskFormatCache implements FormatCache {
  readonly #folder: string;
  readonly #used = new Set<string>();
  readonly #formatters: string;

  /** `formatters` says of which making and version they are: what an older one made is not taken. */
  constructor(folder: string, formatters: string) {
    this.#folder = folder;
    this.#formatters = sha256(formatters);
  }

  get(path: string, text: string): string | null {
    const key = this.#key(path, text);
    try {
      const found = readFileSync(join(this.#folder, key), 'utf8');
      this.#used.add(key);
      return found;
    } catch {
      return null;
    }
  }

  set(path: string, text: string, formatted: string): void {
    const key = this.#key(path, text);
    try {
      mkdirSync(this.#folder, { recursive: true });
      writeFileSync(join(this.#folder, key), formatted);
      this.#used.add(key);
    } catch {
      // A cache that cannot be written is none.
    }
  }

  /** Drops what this run had no use for. */
  prune(): void {
    try {
      for (const key of readdirSync(this.#folder))
        if (!this.#used.has(key)) rmSync(join(this.#folder, key), { force: true });
    } catch {
      // There is none yet.
    }
  }

  #key(path: string, text: string): string {
    return sha256(`${this.#formatters}\n${path}\n${text}`);
  }
}
