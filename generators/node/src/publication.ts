import type { Publication } from '@sdkgen/codegen';
import { reference } from './reference.ts';

/** It wants packages that users of the client need not have. */
const REPOSITORY_ONLY = 'telemetry.mjs';

export const publication: Publication = {
  registry: 'npm',
  build: [{ argv: ['npm', 'pack', '--silent', '--pack-destination', '{out}'] }],
  consumer: {
    files: (snippets, names) =>
      reference
        .program(snippets, names)
        .map(({ path, text }) => ({ path: path.replace('reference/', ''), text }))
        .filter(({ path }) => path !== REPOSITORY_ONLY),
    install: [{ argv: ['npm', 'install', '--no-audit', '--no-fund', '{package}@{version}'] }],
    run: { argv: ['sh', '-c', 'node main.mjs && node commonjs.cjs'] },
  },
};
