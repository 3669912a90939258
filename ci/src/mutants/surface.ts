import { compareSurfaces, type Language, type Surface } from '@sdkgen/codegen';
import { extract } from '../surface/extract.ts';
import { readTargets } from '../targets.ts';

const clean = new Map<string, Promise<Surface>>();

/** What the public surface of the faulty package has otherwise than that of the clean one. */
export async function surfaceFindings({ id }: Language, folders: { clean: string; faulty: string }): Promise<string[]> {
  const target = (await readTargets()).find(({ language }) => language.id === id);
  if (!target) throw new Error(`no target ${id}`);
  const before = clean.get(id) ?? extract(target, folders.clean);
  clean.set(id, before);
  const old = await before;
  try {
    return compareSurfaces(old, await extract(target, folders.faulty)).map(
      ({ subject, words }) => `${subject} ${words}`,
    );
  } catch (error) {
    // A package that cannot be built or read has no surface at all.
    return [`the package has no surface: ${(error as Error).message.slice(0, 200)}`];
  }
}
