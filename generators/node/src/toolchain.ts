import type { Check, Command, Toolchain } from '@sdkgen/codegen';
import { reference } from './reference.ts';

const tool = (name: string): string => `{root}/node_modules/.bin/${name}`;

/** As strict as the SDK's own settings. */
const compile: Command = { argv: [tool('tsc'), '--noEmit', '-p', '.'] };

const checks: readonly Check[] = [
  {
    name: 'format and lint',
    argv: [tool('biome'), 'check', '--config-path={templates}/sdk.biome.json', '--error-on-warnings', 'src', 'test'],
  },
  { name: 'types', ...compile },
  { name: 'build', argv: ['node', 'build.mjs'] },
  { name: 'types of tests', argv: [tool('tsc'), '--noEmit', '-p', 'test'] },
  { name: 'tests', argv: ['node', '--test', 'test/*.test.ts'] },
  { name: 'documentation', argv: ['node', '{root}/generators/node/src/checks/documented.ts', 'dist/esm/index.d.ts'] },
  { name: 'examples', argv: ['node', '{root}/generators/node/src/checks/examples.ts', '.', 'examples'] },
  { name: 'types of examples', argv: [tool('tsc'), '-p', 'tsconfig.examples.json'] },
  // As wide as they are made to be, which is narrower than code.
  {
    name: 'format of examples',
    argv: [tool('biome'), 'format', '--config-path={templates}/sdk.biome.json', '--line-width=90', 'examples'],
  },
  { name: 'platforms', argv: ['node', '{root}/generators/node/src/checks/portable.ts', 'dist'] },
  { name: 'publint', argv: [tool('publint'), '--strict', '.'] },
  { name: 'types as packed', argv: [tool('attw'), '--pack', '.'] },
];

/** Everything it needs comes with the repository's own `npm ci`. */
export const toolchain: Toolchain = { requires: ['npm'], install: [], checks, compile, reference };
