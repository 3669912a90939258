import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compareSurfaces, type Finding, type Surface, surfaceFindings } from '@sdkgen/codegen';
import { UsageError } from '../usage-error.ts';

/** What the packages themselves show beyond what their documents told. Folders have a `<lang>.json` as extractors write it. */
export async function compareFolders(
  folders: string,
  languages: readonly string[],
  told: readonly Finding[],
): Promise<Finding[]> {
  const [before, after, ...more] = folders.split(',');
  if (!before || !after || more.length > 0)
    throw new UsageError(`--surfaces wants two folders, got ${folders}`, 'Write the old one, a comma and the new one.');
  const found = languages.map(async (language) => {
    const [old, now] = [await surfaceIn(before, language), await surfaceIn(after, language)];
    return surfaceFindings(language, compareSurfaces(old, now), told);
  });
  return (await Promise.all(found)).flat();
}

async function surfaceIn(folder: string, language: string): Promise<Surface> {
  const path = join(folder, `${language}.json`);
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    throw new UsageError(
      `${path} is no surface of a package`,
      `Extract it first, or leave ${language} out with --lang.`,
    );
  }
}
