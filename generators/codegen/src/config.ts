import type { DeclarationId } from '@sdkgen/ir';

/** `spec/sdk.yaml`, or what is derived from the document's title when there is none. */
export interface SdkConfig {
  readonly version: string;
  readonly title: string;
  readonly license: string;
  /** What registries find the package by. */
  readonly keywords: readonly string[];
  readonly homepage: string | null;
  readonly repository: string | null;
  /** The base of the error tree, such as VsdbError. */
  readonly baseError: string;
  readonly urlEnv: string | null;
  readonly userAgent: string;
  /** By security scheme: the client option's words and its environment variable. */
  readonly credentials: Readonly<Record<string, CredentialNames>>;
  readonly groupings: readonly Grouping[];
  readonly projections: readonly Projection[];
  /** What became of the target's SDK, the newest version first; none where this is the first. */
  readonly releases: readonly Release[];
}

/** Its changes are Markdown. */
export interface Release {
  readonly version: string;
  readonly changes: string;
}

export interface CredentialNames {
  readonly name: string;
  readonly env: string | null;
}

/** Two arguments that are one thing to a caller. Words joined by `_`. */
export interface Grouping {
  readonly name: string;
  readonly members: readonly [string, string];
}

/** A frozen view of a schema: exactly these members, all required. Wire names. */
export interface Projection {
  readonly name: string;
  readonly of: DeclarationId;
  readonly members: readonly string[];
}

/** What users of one language type. */
export interface LanguageNames {
  /** As the registry knows it. */
  readonly package: string;
  /** As code imports it; the package clause in Go. */
  readonly module: string;
  readonly client: string;
  readonly asyncClient: string;
}
