// The whole way of a change, tried out: `nx run loop` for every language, `--lang node,go` for some. Copies of this repository are
// changed, never itself. `npm test` runs the short form of it.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { languageIds } from '@vectorscaledb/sdkgen';
import { changeLoop } from './loop/loop.ts';
import { progress } from './run/progress.ts';

const { values } = parseArgs({ options: { lang: { type: 'string' } } });
const work = await mkdtemp(join(tmpdir(), 'loop-'));
try {
  await changeLoop(values.lang?.split(',') ?? languageIds, work);
  process.stdout.write('a changed route came to new packages by itself, and either works with the other server\n');
} catch (error) {
  process.stderr.write(`loop: ${(error as Error).message}\n`);
  process.exitCode = 1;
} finally {
  progress('');
  await rm(work, { recursive: true, force: true });
}
