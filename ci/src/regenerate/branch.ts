import { UsageError } from '@vectorscaledb/sdkgen';
import { inRoot, root } from '../paths.ts';
import { run } from '../run/process.ts';

/** What a regeneration may change. */
export const TOUCHED = ['spec', 'sdks', '.changeset', 'packages/mcp'];

export async function git(...args: string[]): Promise<string> {
  const { ok, output } = await run({ argv: ['git', ...args], cwd: root });
  if (!ok) throw new UsageError(`git ${args[0]} failed`, output.trim());
  return output.trim();
}

/** Refuses where work nobody committed could be lost. */
export async function mustBeClean(): Promise<void> {
  const dirty = await git('status', '--porcelain', '--', ...TOUCHED);
  if (dirty)
    throw new UsageError('there is work that a failure would undo', `Commit it or put it away first:\n${dirty}`);
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
