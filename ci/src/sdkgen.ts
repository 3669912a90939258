import { inRoot, root } from './paths.ts';
import { type Invocation, type Result, run } from './run/process.ts';

export const SDKGEN = inRoot('generators', 'cli', 'bin', 'sdkgen.js');
export const PINNED = inRoot('spec', 'openapi.json');

/** The pipeline's command as users run it. */
export function sdkgen(args: readonly string[], how: Partial<Invocation> = {}): Promise<Result> {
  return run({ argv: [process.execPath, SDKGEN, ...args], cwd: root, ...how });
}

/** Flags that render the repository's own SDKs from the pinned document. */
export const ownSdks = (out: string): string[] => [
  '--spec',
  PINNED,
  '--config',
  inRoot('spec', 'sdk.yaml'),
  '--out',
  out,
];
