import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { PINNED, sdkgen } from '../sdkgen.ts';
import { SDK_CONFIG } from './version.ts';

/** Renders every SDK from the pinned document under another version, outside `sdks/`. */
export async function renderVersion(version: string, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, 'sdk.yaml');
  await versionedConfig(version, file);
  const out = join(folder, 'sdks');
  const { ok, output } = await sdkgen(['generate', '--spec', PINNED, '--config', file, '--out', out]);
  if (!ok) throw new Error(output.trim());
  return out;
}

/** The repository's names under another version. */
export async function versionedConfig(version: string, file: string): Promise<void> {
  const config = parseDocument(await readFile(SDK_CONFIG, 'utf8'));
  config.set('version', version);
  await writeFile(file, config.toString());
}
