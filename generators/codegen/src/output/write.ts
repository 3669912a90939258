import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Refused } from '@sdkgen/ir';
import type { Plan } from './plan.ts';

/**
 * Carries plans out so that a failure leaves the output as it was: everything is first written beside it, on the same file
 * system, and only when all of it is there moved into place. Synchronous: for hundreds of small files a thread pool costs more
 * than the writing.
 */
export function writeOutput(out: string, plans: readonly Plan[]): void {
  const changing = plans.filter(({ write, remove }) => write.size > 0 || remove.length > 0);
  if (changing.length === 0) return;
  let stage: string | null = null;
  try {
    mkdirSync(out, { recursive: true });
    stage = mkdtempSync(join(out, '.sdkgen-'));
    const moves = stageFiles(stage, changing);
    for (const folder of new Set(moves.map(({ to }) => dirname(to)))) mkdirSync(folder, { recursive: true });
    for (const { from, to } of moves) renameSync(from, to);
    for (const { folder, remove } of changing) for (const path of remove) removeFile(folder, path);
  } catch (error) {
    const hint = 'Check the folder given to --out: it must be a writable folder with room.';
    throw new Refused([
      { code: 'unwritable-output', pointer: '', message: `cannot write the output: ${(error as Error).message}`, hint },
    ]);
  } finally {
    if (stage) rmSync(stage, { recursive: true, force: true });
  }
}

function stageFiles(stage: string, plans: readonly Plan[]): { from: string; to: string }[] {
  const moves = plans.flatMap(({ folder, write }) =>
    [...write].map(([path, file]) => ({ to: join(folder, path), ...file })),
  );
  return moves.map(({ to, bytes, executable }, index) => {
    const from = join(stage, String(index));
    writeFileSync(from, bytes, { mode: executable ? 0o755 : 0o644 });
    return { from, to };
  });
}

/** Folders that held only what is gone go too. */
function removeFile(folder: string, path: string): void {
  rmSync(join(folder, path), { force: true });
  for (let parent = dirname(path); parent !== '.'; parent = dirname(parent)) {
    if (!isEmptyFolder(join(folder, parent))) return;
    rmdirSync(join(folder, parent));
  }
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}
