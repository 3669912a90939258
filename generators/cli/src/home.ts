import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where templates and contracts are: the repository, or the package it was published as. */
export const HOME = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the sources are, or what was built of them. */
export const SOURCES = existsSync(join(HOME, 'generators')) ? join(HOME, 'generators') : join(HOME, 'dist');

/** For tools that are fetched once: below the repository, or where the user's machine keeps such things. */
export const TOOLS = existsSync(join(HOME, 'generators'))
  ? join(HOME, '.toolchain')
  : join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'sdkgen');
