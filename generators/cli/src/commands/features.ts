import { readFile } from 'node:fs/promises';
import { Refused } from '@sdkgen/ir';

const RESULTS = new URL('../../../../packages/conformance/features.json', import.meta.url);

/** `sdkgen features`: what the last run of the wire tests saw each target do, as JSON by feature and target. */
export async function featuresCommand(): Promise<number> {
  process.stdout.write(`${JSON.stringify(await readResults(), null, 2)}\n`);
  return 0;
}

async function readResults(): Promise<unknown> {
  try {
    return JSON.parse(await readFile(RESULTS, 'utf8'));
  } catch {
    const [code, pointer] = ['no-results', 'packages/conformance/features.json'];
    const message = 'there are no results of the wire tests to tell from';
    throw new Refused([{ code, pointer, message, hint: 'Run the wire tests: they write them.' }]);
  }
}
