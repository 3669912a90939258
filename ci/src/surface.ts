// The public surface of a built SDK, as JSON: `node ci/src/surface.ts --lang go [--sdk FOLDER] [--out FILE]`.
// What it looks like: generators/codegen/src/surface.ts. Without --out it goes to dist/parity/surface/<lang>.json.

import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { extract, surfaceFile, writeSurface } from './surface/extract.ts';
import { readTargets } from './targets.ts';

async function main(argv: readonly string[]): Promise<void> {
  const options = { lang: { type: 'string' }, sdk: { type: 'string' }, out: { type: 'string' } } as const;
  const { values } = parseArgs({ args: [...argv], options });
  const targets = await readTargets();
  const wanted = targets.filter(({ language }) => values.lang === undefined || language.id === values.lang);
  if (wanted.length === 0) throw new Error(`no language ${values.lang}`);
  for (const target of wanted) {
    const surface = await extract(target, values.sdk && resolve(values.sdk));
    await writeSurface(values.out ?? surfaceFile(target.language.id), surface);
    process.stdout.write(
      `${target.language.id}: ${surface.operations.length} operations, ${surface.types.length} types\n`,
    );
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
