import type { Made } from '../made.ts';

/** A registry on loopback. */
export interface Loopback {
  /** What clients must have in their environment to use it, and no other for our packages. */
  readonly env: Readonly<Record<string, string>>;
  /** What has to be there before a package can be published. */
  prepare?(made: Made): Promise<void>;
  stop(): Promise<void>;
}

/** What a registry keeps lives in a folder of its own, so that a second run finds what a first one published. */
export type StartLoopback = (folder: string) => Promise<Loopback>;

/** Only ever accepted on loopback. */
export const TOKEN = 'loopback-only';
