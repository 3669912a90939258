import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { Suite } from '@vectorscaledb/conformance';
import { inRoot } from '../paths.ts';
import { readTree, stage } from '../stage.ts';
import { type Built, build, folderOf, render } from '../wire/build.ts';

export interface ParitySdk {
  readonly built: Built;
  /** Files of the SDK that are not what is rendered now. */
  readonly drift: readonly string[];
}

/**
 * The SDK as it is committed, with the driver that is rendered beside it. What is driven is what users get, so that an edit
 * by hand is seen by what it does as well as by being one.
 */
export async function sdkWithDriver(
  suite: Suite,
  language: string,
  sdk = inRoot('sdks', language),
): Promise<ParitySdk> {
  const rendered = (await render(suite, [language])).get(language) ?? { missing: 'not rendered' };
  if ('missing' in rendered) return { built: rendered, drift: [] };
  const folder = join(folderOf(suite.name), language);
  const files = await readTree(folder);
  const committed = await readTree(sdk);
  const paths = new Set([...files.keys(), ...committed.keys()]);
  const differs = (path: string): boolean => !(files.get(path)?.equals(committed.get(path) ?? NOTHING) ?? false);
  const drift = [...paths].filter((path) => !isOurs(path) && differs(path)).sort();
  if (drift.length === 0) return { built: await build(rendered), drift };
  // Beside what is rendered: the next run finds that as it was.
  const other = `${folder}-committed`;
  const driver = [...files].filter(([path]) => path.startsWith('driver/'));
  await stage(other, new Map([...committed, ...driver]));
  const program = join(other, 'driver', 'run');
  await chmod(program, 0o755);
  return { built: await build({ program }), drift };
}

const NOTHING = Buffer.from('\0');

/** Lists of files tell of the driver too, and what builds leave is nobody's source. */
const isOurs = (path: string): boolean =>
  /^\.sdkgen|^driver\/|(^|\/)(node_modules|target|dist|__pycache__)\//.test(path);
