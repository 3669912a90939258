import { readFile } from 'node:fs/promises';
import getReleasePlan from '@changesets/get-release-plan';
import { parse } from 'yaml';
import { inRoot } from '../paths.ts';

export const SDK_CONFIG = inRoot('spec', 'sdk.yaml');

/** The version the SDKs have now. */
export async function currentVersion(): Promise<string> {
  return parse(await readFile(SDK_CONFIG, 'utf8')).version;
}

/** The one version of all packages that the changesets ask for; the current one where there are none. */
export async function nextVersion(): Promise<string> {
  const { releases } = await getReleasePlan(inRoot());
  const versions = new Set(releases.filter(({ type }) => type !== 'none').map(({ newVersion }) => newVersion));
  if (versions.size > 1) throw new Error(`the packages would get several versions: ${[...versions].join(', ')}`);
  return [...versions][0] ?? currentVersion();
}
