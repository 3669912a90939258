import type { User } from '../product.ts';

/** A program of this repository that is published to npm. Its workspace's `package.json` says what it is and what its commands are. */
export interface Program {
  readonly id: string;
  readonly title: string;
  /** Its workspace. */
  readonly folder: string;
  /** What it reads while it runs; files and folders of the repository. */
  readonly reads: readonly string[];
  /** What is not for its users though it is among that, or among its sources: only checks of this repository read it. */
  readonly leaves: RegExp;
  /** Uses it from the registry as its users do. */
  try(user: User): Promise<void>;
}
