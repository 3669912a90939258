import type { Publication } from '@sdkgen/codegen';
import { toolchain } from './toolchain.ts';

export const publication: Publication = {
  registry: 'go',
  // What is published is a tag of the sources.
  build: [],
  consumer: {
    files: (snippets, names) =>
      toolchain.reference
        .program(snippets, names)
        .map(({ path, text }) => ({ path: path.replace('reference/', ''), text })),
    install: [{ argv: ['go', 'mod', 'init', 'example.com/consumer'] }, { argv: ['go', 'get', '{package}@v{version}'] }],
    run: { argv: ['go', 'run', '.'] },
  },
};
