import { compareSurfaces, type Finding, surfaceFindings } from '@sdkgen/codegen';
import { compareDocuments } from '@vectorscaledb/sdkgen';
import { inRoot } from '../paths.ts';
import { PINNED } from '../sdkgen.ts';
import { stage } from '../stage.ts';
import { extract } from '../surface/extract.ts';
import type { Target } from '../targets.ts';
import { documentOn, filesOn } from './yesterday.ts';

/** What a package shows that it did not at a commit, and the documents of both days do not tell. */
export async function untold(target: Target, since: string): Promise<Finding[]> {
  const { language } = target;
  const folder = inRoot('dist', language.id, 'yesterday-sdk');
  await stage(folder, await filesOn(since, `sdks/${language.id}/`));
  const before = await extract(target, folder);
  const now = await extract(target);
  const told = await compareDocuments(await documentOn(since, `${folder}-document`), PINNED, [language]);
  return surfaceFindings(language.id, compareSurfaces(before, now), told);
}
