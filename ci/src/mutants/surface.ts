import type { Language } from '@sdkgen/codegen';
import { readPromised } from '../parity/document.ts';
import { surfaceFindings as findingsOf } from '../parity/surface.ts';
import { extract } from '../surface/extract.ts';
import { readTargets } from '../targets.ts';

const clean = new Map<string, Promise<string[]>>();

/** What parity says of the public surface of the faulty package, and not of the clean one. */
export async function surfaceFindings({ id }: Language, folders: { clean: string; faulty: string }): Promise<string[]> {
  const before = clean.get(id) ?? said(id, folders.clean);
  clean.set(id, before);
  const known = new Set(await before);
  try {
    return (await said(id, folders.faulty)).filter((text) => !known.has(text));
  } catch (error) {
    // A package that cannot be built or read has no surface at all.
    return [`the package has no surface: ${(error as Error).message.slice(0, 200)}`];
  }
}

async function said(id: string, folder: string): Promise<string[]> {
  const target = (await readTargets()).find(({ language }) => language.id === id);
  if (!target) throw new Error(`no target ${id}`);
  const findings = findingsOf(await readPromised(), target.language, await extract(target, folder));
  return findings.map(({ what, expected, got }) => `${what}: expected ${expected}, got ${got}`);
}
