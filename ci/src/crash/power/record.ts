import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../../run/process.ts';
import { type Event, readTrace } from './events.ts';

const DRIVER = fileURLToPath(new URL('driver.ts', import.meta.url));
/** Everything by which a process can change files; what of it cannot be replayed makes reading the trace fail. */
const CALLS =
  'openat,creat,close,dup,dup2,dup3,mkdir,mkdirat,unlink,unlinkat,rename,renameat,renameat2,link,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync,sync_file_range,copy_file_range';
const LONGEST_WRITE = 1 << 20;

/** Why nothing can be recorded here; null when it can. */
export async function whyNoTrace(): Promise<string | null> {
  const { ok } = await run({ argv: ['strace', '-qq', '-e', 'trace=close', 'true'], cwd: '/' });
  return ok ? null : 'strace is not installed, or may not trace';
}

/** What the embedded store does to its files below a folder, and what it acknowledges when. */
export async function record(folder: string, writes: number): Promise<Event[]> {
  const trace = join(folder, 'trace');
  // A disk is there; where on it the data goes is not.
  const disk = join(folder, 'disk');
  await mkdir(disk);
  const data = join(disk, 'not', 'there', 'yet');
  const strace = ['strace', '-ff', '-qq', '-xx', '-s', String(LONGEST_WRITE), '-e', `trace=${CALLS}`, '-o', trace];
  const argv = [...strace, process.execPath, DRIVER, data, String(writes)];
  const { ok, output } = await run({ argv, cwd: folder });
  if (!ok) throw new Error(`nothing was recorded: ${output}`);
  // SQLite works on the thread of its caller: the one that has the acknowledgements has all.
  const names = (await readdir(folder)).filter((name) => name.startsWith('trace.'));
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  const threads = texts.map((text) => readTrace(text, disk));
  const [thread, ...others] = threads.filter((events) => events.length > 0);
  if (!thread || others.length > 0)
    throw new Error('files were changed by more than one thread, and their order is not known');
  return thread;
}
