import type { Api } from '@sdkgen/ir';
import type { Compatibility } from './compatibility/compatibility.ts';
import type { LanguageNames, SdkConfig } from './config.ts';
import type { Render } from './engine.ts';
import type { Manner } from './manner.ts';
import type { Mutations } from './mutations.ts';
import type { Publication } from './publication.ts';
import type { RuntimeContract } from './runtime-contract.ts';

/** Whatever the pipeline renders: an SDK of a language, or something else made of the same document. */
export interface Target {
  /** Folder name below the output, value of `--lang`, key in `spec/sdk.yaml`. */
  readonly id: string;
  readonly title: string;
  /** `templates/<id>/`; the shared skeletons come before it. */
  readonly templates: URL;
  /** Hand-written runtime below `templates/<id>/` copied as it stands, and where in the SDK each file or folder goes. */
  runtime(names: LanguageNames): readonly RuntimeFile[];
  /** Names of a package when no configuration names it; `words` are the title's. */
  defaultNames(words: readonly string[]): LanguageNames;
  /** The view through the templates: every file of the SDK that is not copied, unformatted. */
  render(input: RenderInput): RenderedFile[];
  /** Loads the pinned formatter; null where templates print it right. */
  formatter(): Promise<Format> | null;
}

/**
 * All the pipeline knows of a language. Shared code never asks which one it serves: each declares its own answer here.
 */
export interface Language extends Target {
  /** What builds, checks and runs the SDK, for CI and contributors. */
  readonly toolchain: Toolchain;
  /** What its users can type, read from the built package. */
  readonly surface: SurfaceTool;
  /** How its package is made and reaches users. */
  readonly publication: Publication;
  /** What changes of a document are to users of its SDK. */
  readonly compatibility: Compatibility;
  /** Faults that checks must find in its SDK; loaded by nobody but the proof of that. */
  mutations(): Promise<Mutations>;
}

export interface RenderInput {
  readonly api: Api;
  readonly config: SdkConfig;
  readonly names: LanguageNames;
  readonly runtime: RuntimeContract;
  readonly render: Render;
  /** Whether the program that drives the SDK for outside checks is asked for, below `driver/`. */
  readonly driver: boolean;
}

/** Paths of files or folders: `from` below the templates, `to` below `DIR/<lang>`. */
export interface RuntimeFile {
  readonly from: string;
  readonly to: string;
}

export interface RenderedFile {
  /** Below `DIR/<lang>`, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** A program to be run as it stands. */
  readonly executable?: true;
}

/** Formats one file; files it has no opinion on come back as they were. */
export type Format = (path: string, text: string) => string;

/**
 * Commands run in a staged copy of the SDK, never inside `sdks/`. In `argv`, `cwd` and `env` these stand for absolute folders:
 * `{stage}` the copy, which keeps what commands leave in it; `{tools}` `.toolchain/<lang>`; `{build}` `dist/<lang>`;
 * `{templates}` `templates/<lang>`; `{root}` the repository. Node tools of the repository come first on `PATH`.
 */
export interface Toolchain {
  /** Programs the machine brings, such as `cargo`; where one is missing everything here is skipped, saying so. */
  readonly requires: readonly string[];
  /** Installs tools and dependencies below the repository; quick when nothing changed. */
  readonly install: readonly Command[];
  /** Each is one check: format, strict types, lints, docs, package, unit tests. They run one after the other. */
  readonly checks: readonly Check[];
  /** The quickest proof that the SDK of any document compiles, as strictly as the checks have it. */
  readonly compile: Command;
  /** How the documented snippets become programs. */
  readonly reference: Reference;
}

export interface Command {
  readonly argv: readonly string[];
  /** Default: `{stage}`. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Reads the public surface of a staged SDK. */
export interface SurfaceTool {
  /** Build the package as it is published; the last one prints its `Surface` as JSON. */
  commands(names: LanguageNames): readonly Command[];
  readonly manner: Manner;
}

export interface Check extends Command {
  readonly name: string;
}

/** How the snippets of `docs/sdk-reference.md` become programs a check builds and runs against a live server. */
export interface Reference {
  /** The fence tag of its snippets there, e.g. `python`; null when the reference has none for it. */
  readonly fence: string | null;
  /** Files of the program below `{stage}`; snippets come in document order, as printed. */
  program(snippets: readonly Snippet[], names: LanguageNames): RenderedFile[];
  /** Strict checks of the program. Its files are in the stage from here on, after all other checks. */
  readonly checks: readonly Check[];
  /**
   * The run itself. `VSDB_URL`, `VSDB_API_KEY` and `VSDB_TENANT` name a server of its own, freshly started and empty;
   * `VSDB_LIMITED_URL` a second one, with the same key, that allows one request a second.
   */
  readonly run: Command;
}

export interface Snippet {
  /** Heading path, e.g. `Python SDK / Querying`. */
  readonly section: string;
  readonly text: string;
}
