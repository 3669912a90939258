import { strict as assert } from 'node:assert';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { PINNED } from '../../sdkgen.ts';
import { digestsOf } from '../../stage.ts';
import { versionedConfig } from '../render.ts';
import { npxOnce } from './npx.ts';
import type { Program } from './program.ts';

export const sdkgen: Program = {
  id: 'sdkgen',
  title: 'Generator',
  folder: 'generators/cli',
  reads: ['templates', 'spec/runtime.yaml', 'spec/schemas/sdk.schema.json', 'packages/conformance/features.json'],
  leaves:
    /^generators\/\w+\/(reference(\/|$)|src\/mutants\.ts)|^templates\/\w+\/(reference(\/|$)|check_\w+\.py|(constraints|requirements)\.txt|[\w.]+\.biome\.json)/,
  /** It renders what the repository renders, byte for byte. */
  async try(user) {
    await cp(PINNED, join(user.folder, 'openapi.json'));
    await versionedConfig(user.sources.version, join(user.folder, 'sdk.yaml'));
    await npxOnce(user, 'generate', '--spec', 'openapi.json', '--config', 'sdk.yaml', '--out', 'sdks');
    assert.deepEqual(await digestsOf(join(user.folder, 'sdks')), await digestsOf(user.sources.sdks));
    await npxOnce(user, 'generate', '--check', '--spec', 'openapi.json', '--config', 'sdk.yaml', '--out', 'sdks');
    assert.match(await npxOnce(user, 'features'), /^\s*"/m);
    assert.match(await npxOnce(user, '--version'), new RegExp(`^${user.made.version}$`, 'm'));
  },
};
