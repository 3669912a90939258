import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../paths.ts';

const PATTERNS = ['packages/{engine,server}/src/**/*.ts', 'ci/src/{schemathesis,servers}/**/*.{ts,py,toml,txt}'];

/** What a run says something about: with other sources it has to be made again. */
export function sourcesKey(): string {
  const hash = createHash('sha256');
  const paths = globSync(PATTERNS, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const path of paths.sort()) hash.update(readFileSync(path));
  return hash.digest('hex').slice(0, 16);
}
