import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { progress } from '../run/progress.ts';
import type { Made } from './made.ts';
import type { Product, Sources } from './product.ts';
import { checksumsOf, writeSums } from './sums.ts';

/** A package with all that is published of it, and what that holds. */
export interface Built extends Made {
  readonly product: Product;
  /** SHA-256 by file name; of a package that is only a tag there is none. */
  readonly checksums: Readonly<Record<string, string>>;
}

export async function buildAll(products: readonly Product[], sources: Sources, folder: string): Promise<Built[]> {
  const packages: Built[] = [];
  for (const product of products) {
    progress(`building ${product.title}`);
    const made = madeOf(product, sources.version, folder);
    await rm(made.out, { recursive: true, force: true });
    await mkdir(made.out, { recursive: true });
    await product.build(made, sources);
    packages.push(await withChecksums(product, made));
  }
  await writeSums(folder, packages);
  return packages;
}

/** What an earlier run built. */
export function readBuilt(products: readonly Product[], version: string, folder: string): Promise<Built[]> {
  return Promise.all(products.map((product) => withChecksums(product, madeOf(product, version, folder))));
}

export function madeOf({ id, name, spelled }: Product, version: string, folder: string): Made {
  const own = join(folder, id);
  return { name, version: spelled(version), stage: join(own, 'sdk'), out: join(own, 'out') };
}

async function withChecksums(product: Product, made: Made): Promise<Built> {
  return { ...made, product, checksums: await checksumsOf(made.out) };
}
