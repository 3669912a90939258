import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Built } from './built.ts';

/** SHA-256 of the files of a folder, by name. */
export async function checksumsOf(folder: string): Promise<Record<string, string>> {
  const sums = (await readdir(folder)).sort().map(async (file) => [file, await sha256(join(folder, file))]);
  return Object.fromEntries(await Promise.all(sums));
}

const sha256 = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex');

/** As `sha256sum --check` reads it in the release's folder. */
const linesOf = ({ product, checksums }: Built): string[] =>
  Object.entries(checksums).map(([file, sum]) => `${sum}  ${product.id}/out/${file}`);

/** Writes down what was built; what other packages of the release hold stays written. */
export async function writeSums(folder: string, packages: readonly Built[]): Promise<void> {
  const own = packages.map(({ product }) => `  ${product.id}/`);
  const others = (await readSums(folder)).filter((line) => !own.some((part) => line.includes(part)));
  await writeFile(join(folder, 'SHA256SUMS'), `${[...others, ...packages.flatMap(linesOf)].join('\n')}\n`);
}

/** Refuses packages that are not, byte for byte, what the build wrote down. */
export async function checkSums(folder: string, packages: readonly Built[]): Promise<void> {
  const written = new Set(await readSums(folder));
  const other = packages.flatMap(linesOf).filter((line) => !written.has(line));
  if (other.length > 0) throw new Error(`not what was built: ${other.join(', ')}; build it again`);
}

async function readSums(folder: string): Promise<string[]> {
  const text = await readFile(join(folder, 'SHA256SUMS'), 'utf8').catch(() => '');
  return text.split('\n').filter(Boolean);
}
