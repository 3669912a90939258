import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inRoot } from '../paths.ts';
import { run } from '../run/process.ts';

/** The gravest that oasdiff says of a change. */
export type Verdict = 'breaking' | 'warning' | 'change' | 'nothing';

const VERSION = 'v1.35.0';
const FOLDER = inRoot('.toolchain', 'oasdiff', VERSION);
const PROGRAM = join(FOLDER, 'oasdiff');
const LEVELS: readonly Verdict[] = ['nothing', 'change', 'warning', 'breaking'];

/** Builds it below the repository, once. */
export async function installOasdiff(): Promise<void> {
  const isThere = await access(PROGRAM).then(
    () => true,
    () => false,
  );
  if (isThere) return;
  await mkdir(FOLDER, { recursive: true });
  const argv = ['go', 'install', `github.com/oasdiff/oasdiff@${VERSION}`];
  const { ok, output } = await run({ argv, cwd: FOLDER, env: { GOBIN: FOLDER, GOFLAGS: '-mod=mod' } });
  if (!ok) throw new Error(output);
}

/** What it says of two documents in files. */
export async function askOasdiff(before: string, after: string): Promise<Verdict> {
  const { code, output, stderr } = await run({
    argv: [PROGRAM, 'changelog', before, after, '-f', 'json'],
    cwd: FOLDER,
  });
  if (code !== 0) throw new Error(`oasdiff: ${output}`);
  const found = (JSON.parse(output.slice(0, output.length - stderr.length) || '[]') ?? []) as { level: number }[];
  return LEVELS[Math.max(0, ...found.map(({ level }) => level))] ?? 'nothing';
}
