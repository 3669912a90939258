import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Refused } from '@sdkgen/ir';
import type { Plan } from './plan.ts';

/**
 * Carries plans out so that a failure leaves the output as it was: everything is first written beside it, on the same file
 * system, and only when all of it is there moved into place.
 */
export async function writeOutput(out: string, plans: readonly Plan[]): Promise<void> {
  const changing = plans.filter(({ write, remove }) => write.size > 0 || remove.length > 0);
  if (changing.length === 0) return;
  let stage: string | null = null;
  try {
    await mkdir(out, { recursive: true });
    stage = await mkdtemp(join(out, '.sdkgen-'));
    const moves = await stageFiles(stage, changing);
    for (const { from, to } of moves) {
      await mkdir(dirname(to), { recursive: true });
      await rename(from, to);
    }
    for (const { folder, remove } of changing) for (const path of remove) await removeFile(folder, path);
  } catch (error) {
    const hint = 'Check the folder given to --out: it must be a writable folder with room.';
    throw new Refused([
      { code: 'unwritable-output', pointer: '', message: `cannot write the output: ${(error as Error).message}`, hint },
    ]);
  } finally {
    if (stage) await rm(stage, { recursive: true, force: true });
  }
}

async function stageFiles(stage: string, plans: readonly Plan[]): Promise<{ from: string; to: string }[]> {
  const moves = plans.flatMap(({ folder, write }) =>
    [...write].map(([path, bytes]) => ({ to: join(folder, path), bytes })),
  );
  return Promise.all(
    moves.map(async ({ to, bytes }, index) => {
      const from = join(stage, String(index));
      await writeFile(from, bytes, { mode: bytes[0] === 0x23 && bytes[1] === 0x21 ? 0o755 : 0o644 });
      return { from, to };
    }),
  );
}

/** Folders that held only what is gone go too. */
async function removeFile(folder: string, path: string): Promise<void> {
  await rm(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    const entries = await readdir(join(folder, parent)).catch(() => ['']);
    if (entries.length > 0) return;
    await rmdir(join(folder, parent));
  }
}
