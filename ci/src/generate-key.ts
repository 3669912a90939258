// Printed into Nx's hash of `generate`: what its inputs cannot name, since Nx leaves ignored files out of them.
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { inRoot, root } from './paths.ts';

const files = globSync(['{generators,packages}/*/package.json', '.nx/other-document'], { cwd: root }).sort();
const hash = createHash('sha256');
for (const file of files) hash.update(file).update(readFileSync(inRoot(file)));
process.stdout.write(hash.digest('hex'));
