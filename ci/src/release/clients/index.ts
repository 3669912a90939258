import type { Publication } from '@sdkgen/codegen';
import type { Client } from './client.ts';
import { crates } from './crates.ts';
import { go } from './go.ts';
import { npm } from './npm.ts';
import { pypi } from './pypi.ts';

export const CLIENTS: Readonly<Record<Publication['registry'], Client>> = { pypi, crates, npm, go };
