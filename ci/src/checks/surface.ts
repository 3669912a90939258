import { readPromised } from '../parity/document.ts';
import { except, readExceptions } from '../parity/exceptions.ts';
import { surfaceFindings } from '../parity/surface.ts';
import { type Check, failure, type Outcome, pass, skip } from '../run/plan.ts';
import { extract, surfaceFile, writeSurface } from '../surface/extract.ts';
import type { Target } from '../targets.ts';
import { missingProgram } from './execute.ts';

/** The short form of parity: what users of the built package can type, held to the document. `nx run parity` does the rest. */
export function surfaceCheck(target: Target): Check {
  const missing = missingProgram(target.language);
  const run = async (): Promise<Outcome> => (missing ? skip(`no ${missing} on this machine`) : checkSurface(target));
  return { name: `${target.language.id}: public surface`, run };
}

async function checkSurface(target: Target): Promise<Outcome> {
  const surface = await extract(target);
  await writeSurface(surfaceFile(target.language.id), surface);
  const found = surfaceFindings(await readPromised(), target.language, surface);
  const { findings } = except(found, await readExceptions(), new Date().toISOString().slice(0, 10));
  if (findings.length === 0) return pass;
  return failure(findings.map(({ what, expected, got }) => `${what}: expected ${expected}, got ${got}`).join('\n'));
}
