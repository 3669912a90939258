import { writeFile } from 'node:fs/promises';
import type { Built } from './built.ts';

export type Status = 'not published' | 'published' | 'published, installed and run';

/** The page of a release: what of it is where, so that nobody meets a version that is only half there without being told. */
export class Page {
  readonly #path: string;
  readonly #version: string;
  readonly #statuses: Map<Built, Status>;

  constructor(path: string, version: string, packages: readonly Built[]) {
    this.#path = path;
    this.#version = version;
    this.#statuses = new Map(packages.map((built) => [built, 'not published']));
  }

  async set(built: Built, status: Status): Promise<void> {
    this.#statuses.set(built, status);
    await this.write();
  }

  write(): Promise<void> {
    return writeFile(this.#path, this.text());
  }

  text(): string {
    const entries = [...this.#statuses];
    const missing = entries.filter(([, status]) => status === 'not published').map(([built]) => built);
    const titles = missing.map(({ product }) => product.title).join(', ');
    return [
      `# ${this.#version}`,
      '',
      missing.length === 0
        ? 'Every package of this version is published.'
        : `**Not complete yet.** Still to come: ${titles}.`,
      '',
      '| | package | version | registry | |',
      '|---|---|---|---|---|',
      ...entries.map(([built, status]) => rowOf(built, status)),
      '',
      '## SHA-256',
      '',
      '```',
      ...entries.flatMap(([{ checksums }]) => Object.entries(checksums).map(([file, sum]) => `${sum}  ${file}`)),
      '```',
      '',
    ].join('\n');
  }
}

const rowOf = ({ product, name, version }: Built, status: Status): string =>
  `| ${product.title} | ${name} | ${version} | ${product.registry} | ${status} |`;
