import type { Product } from '../product.ts';
import { buildProgram } from './build.ts';
import { readManifest } from './manifest.ts';
import type { Program } from './program.ts';

export async function programProduct(program: Program): Promise<Product> {
  const { name } = await readManifest(program.folder);
  return {
    id: program.id,
    title: program.title,
    name,
    registry: 'npm',
    spelled: (version) => version,
    build: (made, sources) => buildProgram(program, made, sources),
    consume: (user) => program.try(user),
  };
}
