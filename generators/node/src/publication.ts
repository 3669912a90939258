import type { Publication } from '@sdkgen/codegen';
import { reference } from './reference.ts';

export const publication: Publication = {
  registry: 'npm',
  build: [{ argv: ['npm', 'pack', '--silent', '--pack-destination', '{out}'] }],
  consumer: {
    files: (snippets, names) =>
      reference.program(snippets, names).map(({ path, text }) => ({ path: path.replace('reference/', ''), text })),
    install: [{ argv: ['npm', 'install', '--no-audit', '--no-fund', '{package}@{version}'] }],
    run: { argv: reference.run.argv },
  },
};
