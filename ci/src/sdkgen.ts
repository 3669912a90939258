import { inRoot, root } from './paths.ts';
import { type Invocation, type Result, run } from './run/process.ts';

export const PINNED = inRoot('spec', 'openapi.json');

/** The pipeline's command as users run it. */
export function sdkgen(args: readonly string[], how: Partial<Invocation> = {}): Promise<Result> {
  return run({ argv: [process.execPath, inRoot('generators', 'cli', 'bin', 'sdkgen.js'), ...args], cwd: root, ...how });
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
