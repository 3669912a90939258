import type { Publication } from '@sdkgen/codegen';
import { startCrates } from './crates.ts';
import { startGo } from './go.ts';
import type { StartLoopback } from './loopback.ts';
import { startNpm } from './npm.ts';
import { startPypi } from './pypi.ts';

/** How each kind of registry is started on loopback. */
export const LOOPBACK: Readonly<Record<Publication['registry'], StartLoopback>> = {
  pypi: startPypi,
  crates: startCrates,
  npm: startNpm,
  go: startGo,
};
