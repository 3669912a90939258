/**
 * The public surface of a built SDK, in one shape for all languages: what its users can type, and what they read beside it.
 * Extractors make it of the package as it is published and know nothing of the document.
 */
export interface Surface {
  /** As it is installed. */
  readonly package: string;
  readonly operations: readonly SurfaceOperation[];
  /** Every public type that operations take or give, and those these are made of. */
  readonly types: readonly SurfaceType[];
  readonly errors: readonly SurfaceError[];
  /** What a client is made with. */
  readonly client: readonly SurfaceField[];
}

/** Names are as users type them, without what they hang on: `temporalKnn`, `TemporalKnn`. */
export interface SurfaceOperation {
  readonly name: string;
  readonly docs: string;
  readonly isDeprecated: boolean;
  readonly features: readonly SurfaceFeature[];
  readonly arguments: readonly SurfaceField[];
  /** What a call gives, in type notation; of pages and streams one item, of a bulk call the merged result; null for nothing. */
  readonly gives: string | null;
  /** Names of the errors its documentation says it may end in. */
  readonly errors: readonly string[];
  /** Headers of its answers that have a type. */
  readonly headers: readonly SurfaceField[];
  /** A call of it that its documentation shows; null where there is none. */
  readonly example: string | null;
  /** Place in the package, as `file:line`. */
  readonly at: string;
  /** Its lines from there on, for people to read. */
  readonly code?: string;
}

export const SURFACE_FEATURES = [
  'sync',
  'async',
  'pages',
  'stream',
  'subscribe',
  'bulk',
  'raw response',
  'timeout',
  'retries',
  'cancellation',
] as const;
/** What can be done with a call, seen in its signature and the types that names. */
export type SurfaceFeature = (typeof SURFACE_FEATURES)[number];

export interface SurfaceField {
  readonly name: string;
  /**
   * In type notation: `string`, `boolean`, `int32`, `int64`, `integer`, `number`, `instant`, `json`, `bytes`, `null`; `list<T>`,
   * `map<T>`, `tuple<A, B>`; `"text"` for a literal; `@Name` for a type of the package; choices in order, between ` | `.
   */
  readonly type: string;
  /** A caller has to give it; of results: it is always there. */
  readonly isRequired: boolean;
  readonly docs: string;
  /** What the signature itself says, as JSON. */
  readonly default?: string;
}

export interface SurfaceType {
  readonly name: string;
  readonly kind: 'object' | 'enum' | 'union' | 'alias';
  readonly docs: string;
  readonly isDeprecated: boolean;
  /** Users may write it out or tell all its values apart, so that one more breaks them. */
  readonly isExhaustive?: boolean;
  /** Of objects. */
  readonly fields: readonly SurfaceField[];
  /** Of enums, as they go on the wire; of unions and aliases in type notation. */
  readonly values: readonly string[];
}

export interface SurfaceError {
  readonly name: string;
  /** The error it is a kind of; null for the base. */
  readonly base: string | null;
  readonly docs: string;
}
