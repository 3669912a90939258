import type { Publication } from '@sdkgen/codegen';
import { startCrates } from './crates.ts';
import { startGo } from './go.ts';
import { startNpm } from './npm.ts';
import { startPypi } from './pypi.ts';
import type { StartRegistry } from './registry.ts';

export type { Registry } from './registry.ts';

/** How each kind of registry is started on loopback. */
export const REGISTRIES: Readonly<Record<Publication['registry'], StartRegistry>> = {
  pypi: startPypi,
  crates: startCrates,
  npm: startNpm,
  go: startGo,
};
