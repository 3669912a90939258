import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Stands in every rendered package: which files are ours, and what they held when we wrote them. */
export const MANIFEST = '.sdkgen.json';

/** A file as it is to be written. */
export interface OutputFile {
  readonly bytes: Uint8Array;
  /** A program to be run as it stands. */
  readonly executable: boolean;
}

export type OutputFiles = ReadonlyMap<string, OutputFile>;

export interface Manifest {
  /** SHA-256 of each file's bytes by path, sorted. */
  readonly files: Readonly<Record<string, string>>;
  /** Paths of programs, sorted; absent where there are none. */
  readonly executable?: readonly string[];
}

export async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    return JSON.parse(await readFile(join(folder, MANIFEST), 'utf8')) as Manifest;
  } catch {
    return null;
  }
}

export function manifestText(files: OutputFiles): string {
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  const executable = sorted.filter(([, file]) => file.executable).map(([path]) => path);
  const manifest: Manifest = {
    files: Object.fromEntries(sorted.map(([path, { bytes }]) => [path, sha256(bytes)])),
    ...(executable.length > 0 && { executable }),
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
