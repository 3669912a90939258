import type { Publication } from '@sdkgen/codegen';
import { ENVIRONMENT } from './cargo.ts';
import { reference } from './reference.ts';

/** Of a user, who shares no build with anybody. */
const APART = { ...ENVIRONMENT, CARGO_TARGET_DIR: '{stage}/target' };

/** What the documented program needs beside the client. */
const BESIDE = ['chrono', 'futures', 'tokio'];

export const publication: Publication = {
  registry: 'crates',
  build: [
    {
      argv: ['cargo', 'package', '--locked', '--quiet', '--allow-dirty', '--no-verify'],
      env: { ...ENVIRONMENT, CARGO_TARGET_DIR: '{out}/target' },
    },
    { argv: ['sh', '-c', 'mv "$0"/target/package/*.crate "$0" && rm -rf "$0"/target', '{out}'] },
  ],
  consumer: {
    files: (snippets, names) => [
      { path: 'Cargo.toml', text: '[package]\nname = "consumer"\nversion = "0.0.0"\nedition = "2021"\n' },
      ...reference
        .program(snippets, names)
        .map(({ path, text }) => ({ path: path.replace('examples/reference', 'src'), text })),
    ],
    install: [
      { argv: ['cargo', 'add', '--quiet', '{package}@={version}'], env: APART },
      {
        argv: ['cargo', 'add', '--quiet', '--registry', 'crates-io', '--features', 'tokio/full', ...BESIDE],
        env: APART,
      },
    ],
    run: { argv: ['cargo', 'run', '--quiet'], env: APART },
  },
};
