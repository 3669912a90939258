import type { Publication } from '@sdkgen/codegen';
import type { Made } from './made.ts';

/** What a package is made from. */
export interface Sources {
  /** One version for all packages. */
  readonly version: string;
  /** Every SDK, rendered under that version. */
  readonly sdks: string;
}

/** Something that is released: an SDK, or a program of ours. */
export interface Product {
  readonly id: string;
  readonly title: string;
  /** As users ask their registry for it. */
  readonly name: string;
  readonly registry: Publication['registry'];
  /** The version as that registry spells it. */
  spelled(version: string): string;
  /** Makes `made.stage` and from it what is published, in `made.out`: the same bytes wherever and whenever. */
  build(made: Made, sources: Sources): Promise<void>;
  /** Installs it from a registry as its users do, where nothing of it ever was, and uses it. */
  consume(user: User): Promise<void>;
}

/** Somebody with an empty folder, empty caches and a registry. */
export interface User {
  readonly made: Made;
  readonly sources: Sources;
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}
