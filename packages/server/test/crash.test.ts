import { it } from 'vitest';
import { surviveKill } from './crash.ts';
import { temporaryDirectory } from './process.ts';

it('loses no acknowledged vector to kill -9, and doubles none when the rest is sent again', async () => {
  await surviveKill(['serve', '--data', temporaryDirectory()]);
}, 30_000);
