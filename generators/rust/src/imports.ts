import { Lexeme } from '@sdkgen/codegen';
import { useOf } from './layout/index.ts';

/** What one file imports, gathered while its view is made. */
export class Imports {
  readonly #names = new Map<string, Set<string>>();
  readonly #root: string;

  /** What the SDK's own root is called where the file stands. */
  constructor(root = 'crate') {
    this.#root = root;
  }

  add(path: string, name: string): void {
    const names = this.#names.get(path) ?? new Set();
    this.#names.set(path, names.add(name));
  }

  /** Imports of the crate's own root, or of its runtime. */
  own(...names: readonly string[]): void {
    for (const name of names) this.add(this.#root, name);
  }

  runtime(...names: readonly string[]): void {
    for (const name of names) this.add('crate::runtime', name);
  }

  /** Standard library, then other crates, then our own, each a group of its own; without what the file itself declares. */
  print(declared: readonly string[] = [], indent = 0): Lexeme {
    for (const name of declared) this.#names.get(this.#root)?.delete(name);
    const groups = [
      this.#group(indent, (path) => path.startsWith('std')),
      this.#group(indent, (path) => !/^(std|crate)/.test(path)),
      this.#group(indent, (path) => path.startsWith('crate')),
    ];
    return Lexeme.join(
      groups.filter((group) => group.width > 0),
      '\n\n',
    );
  }

  /** A module goes before the list of its parent's own names. */
  #group(indent: number, wanted: (path: string) => boolean): Lexeme {
    const paths = [...this.#names.keys()]
      .filter(wanted)
      .sort((one, two) => (two.startsWith(`${one}::`) ? 1 : one.startsWith(`${two}::`) ? -1 : one < two ? -1 : 1));
    const lines = paths.map((path) => useOf(path, [...(this.#names.get(path) ?? [])], undefined, indent));
    return Lexeme.join(
      lines.filter((line) => line.width > 0),
      '\n',
    );
  }
}
