// Builds the package from the same sources twice: ES modules and CommonJS, each with its own declarations.
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = new URL('./', import.meta.url);
const tsc = createRequire(import.meta.url).resolve('typescript/lib/tsc.js');
const compile = (...options) =>
  execFileSync(process.execPath, [tsc, '-p', '.', ...options], { cwd: fileURLToPath(root), stdio: 'inherit' });

rmSync(new URL('dist', root), { recursive: true, force: true });
compile();
compile('--outDir', 'dist/cjs', '--module', 'commonjs', '--moduleResolution', 'bundler', '--verbatimModuleSyntax', 'false');
// Says what the `.js` files beside it are; without it they would be ES modules, as the package is.
writeFileSync(new URL('dist/cjs/package.json', root), '{ "type": "commonjs" }\n');
