import { readTargets } from '../targets.ts';
import type { Product } from './product.ts';
import { PROGRAMS } from './programs/index.ts';
import { programProduct } from './programs/product.ts';
import { sdkProduct } from './sdk.ts';

/** Everything that is released under the one version, or what of it is asked for. */
export async function readProducts(only: readonly string[] | null): Promise<Product[]> {
  const sdks = (await readTargets()).map(sdkProduct);
  const products = [...sdks, ...(await Promise.all(PROGRAMS.map(programProduct)))];
  const known = products.map(({ id }) => id);
  const unknown = (only ?? []).filter((id) => !known.includes(id));
  if (unknown.length > 0)
    throw new Error(`nothing of ${unknown.join(', ')} is released; there are ${known.join(', ')}`);
  return products.filter(({ id }) => only === null || only.includes(id));
}
