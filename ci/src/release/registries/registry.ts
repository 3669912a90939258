/** A registry on loopback, as its ecosystem's ordinary clients meet it. */
export interface Registry {
  readonly url: string;
  /** What clients must have in their environment to use it and no other for our packages. */
  readonly env: Readonly<Record<string, string>>;
  has(name: string, version: string): Promise<boolean>;
  /** Gives it what is in the folder, by the client users publish with. */
  publish(made: Made): Promise<void>;
  stop(): Promise<void>;
}

/** A package ready to be published. */
export interface Made {
  readonly name: string;
  /** As this registry spells it. */
  readonly version: string;
  /** The sources it was made of. */
  readonly stage: string;
  /** The files made of them. */
  readonly out: string;
}

/** What a registry keeps lives in a folder of its own, so that a second run finds what a first one published. */
export type StartRegistry = (folder: string) => Promise<Registry>;

/** Only ever accepted on loopback. */
export const TOKEN = 'loopback-only';
