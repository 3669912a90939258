/** What a driver runs on instead of what this machine has. */
export interface Ready {
  readonly env: Readonly<Record<string, string>>;
  /** The program that runs what the driver's build made, where that is not the driver's own. */
  readonly launcher?: (built: string) => string;
}

/** A version or a make of what a language's programs run on. */
export interface Platform {
  readonly name: string;
  readonly language: string;
  /** Gets it from where packages come from, or says why it cannot be had here. */
  prepare(): Promise<Ready | { readonly missing: string }>;
  /** Cases that fail here for a reason that is the platform's own. */
  readonly differs?: readonly Difference[];
}

/** Cases of a fixture whose names begin so, and why they cannot pass. */
export interface Difference {
  readonly fixture: string;
  readonly names: readonly string[];
  readonly why: string;
}
