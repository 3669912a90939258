import type { LanguageNames } from './config.ts';
import type { Command, RenderedFile, Snippet } from './language.ts';

/**
 * How a language's package reaches its users. Commands run in a staged copy of the SDK, `{out}` being where what is published
 * goes, `{version}` its version.
 */
export interface Publication {
  /** The kind of registry that takes it; its ordinary client publishes what `build` made. */
  readonly registry: 'pypi' | 'crates' | 'npm' | 'go';
  /** The version as that registry spells it, where that is not SemVer's way. */
  spelled?(version: string): string;
  /** Makes the same bytes of the same sources, wherever and whenever it runs. */
  readonly build: readonly Command[];
  readonly consumer: Consumer;
}

/** A project of somebody who uses the package: it knows no more than the package's name and the registry's address. */
export interface Consumer {
  /** The documented snippets as a program; paths are below its folder, which is `{stage}` to the commands. */
  files(snippets: readonly Snippet[], names: LanguageNames): RenderedFile[];
  /** By the ordinary client, as the documentation has it; `{package}` is the package's name. */
  readonly install: readonly Command[];
  readonly run: Command;
}
