import { inRoot, root } from '../paths.ts';
import { run } from '../run/process.ts';

/** What a regeneration may change. */
export const TOUCHED = ['spec', 'sdks', '.changeset', 'packages/mcp'];

export async function git(...args: string[]): Promise<string> {
  const { ok, output } = await run({ argv: ['git', ...args], cwd: root });
  if (!ok) throw new Error(`git ${args[0]}: ${output.trim()}`);
  return output.trim();
}

/** Refuses where work nobody committed could be lost. */
export async function mustBeClean(): Promise<void> {
  const dirty = await git('status', '--porcelain', '--', ...TOUCHED);
  if (dirty) throw new Error(`commit or undo this first, for a failure puts these folders back:\n${dirty}`);
}

/** Puts everything back as it was. */
export async function restore(branch: string, made: string | null): Promise<void> {
  await git('reset', '--quiet', '--', ...TOUCHED);
  await git('checkout', '--quiet', '--', ...TOUCHED);
  await git('clean', '--quiet', '--force', '-d', '--', ...TOUCHED);
  if (!made) return;
  await git('checkout', '--quiet', branch);
  await git('branch', '--quiet', '--delete', '--force', made);
}

export const changesetFile = (id: string): string => inRoot('.changeset', `document-${id}.md`);
