import { readFile, writeFile } from 'node:fs/promises';
import getReleasePlan from '@changesets/get-release-plan';
import { parseDocument } from 'yaml';
import { inRoot, root } from '../paths.ts';
import { must } from '../run/process.ts';
import { readTargets } from '../targets.ts';
import { changesByLanguage } from './changes.ts';
import { currentVersion, nextVersion, SDK_CONFIG } from './version.ts';

const MCP_ENTRY = inRoot('packages', 'mcp', 'server.json');

/**
 * Turns the changesets into one version: of every workspace by Changesets, of the SDKs in `spec/sdk.yaml`, and of whatever is rendered
 * from there. Null where there are none.
 */
export async function applyVersion(): Promise<string | null> {
  const { changesets } = await getReleasePlan(root);
  if (changesets.length === 0) return null;
  const before = await currentVersion();
  const version = await nextVersion();
  const languages = (await readTargets()).map(({ language }) => language);
  const changes = changesByLanguage(
    changesets.map(({ summary }) => summary),
    languages,
  );
  await must(['changeset', 'version'], root);
  const config = parseDocument(await readFile(SDK_CONFIG, 'utf8'));
  config.set('version', version);
  const releases = config.toJS().releases ?? [{ version: before, changes: { all: 'The first version.' } }];
  config.set('releases', [{ version, changes }, ...releases]);
  await writeFile(SDK_CONFIG, config.toString({ lineWidth: 0 }));
  await writeFile(MCP_ENTRY, (await readFile(MCP_ENTRY, 'utf8')).replaceAll(`"${before}"`, `"${version}"`));
  await must(['npm', 'install', '--package-lock-only', '--ignore-scripts', '--prefer-offline', '--no-audit'], root);
  await must(['node', 'ci/src/document.ts'], root);
  await must(['node', 'ci/src/generate.ts'], root);
  return version;
}
