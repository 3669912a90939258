import { existsSync, readFileSync } from 'node:fs';
import type { RenderedFile } from '../language.ts';

const LICENSES = new URL('../../../../templates/shared/licenses/', import.meta.url);

/** The text of the licence the configuration names by SPDX identifier; nothing where we do not carry it. */
export function licenseFiles(identifier: string): RenderedFile[] {
  if (!/^[A-Za-z0-9.-]+$/.test(identifier)) return [];
  const path = new URL(`${identifier}.txt`, LICENSES);
  return existsSync(path) ? [{ path: 'LICENSE', text: readFileSync(path, 'utf8') }] : [];
}
