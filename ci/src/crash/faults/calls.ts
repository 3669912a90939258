import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { serve } from '../../servers/service.ts';
import { auditSqlite } from '../audit-sqlite.ts';
import type { Fault } from '../faults.ts';
import { whyNoTrace } from '../power/record.ts';
import { allThere, Findings, inFolder, isRefusal, search, stop, store } from './tools.ts';

const BEFORE = [1, 2, 3];
const AFTER = [11, 12, 13];

/** Makes a running process's calls fail from now until it is told to stop. */
async function failing(pid: number, calls: string, error: string): Promise<() => Promise<void>> {
  const inject = ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=${error}`];
  const child = spawn('strace', ['-f', '-o', '/dev/null', ...inject, '-p', String(pid)], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await once(child.stderr, 'data');
  return async () => {
    child.kill('SIGINT');
    await once(child, 'exit');
  };
}

/** The disk's calls fail in the middle of the work, then work again: SQLite's are `pwrite64`, and no one else's. */
const fails = (name: string, calls: string, error: string): Fault => ({
  name,
  whyNot: whyNoTrace,
  findings: () =>
    inFolder(async (folder) => {
      const found = new Findings();
      const how = { args: ['--data', folder] };
      const service = await serve(how);
      for (const number of BEFORE) await store(service.url, number);
      const mend = await failing(service.pid, calls, error);
      const refused = await store(service.url, 5);
      found.hold(isRefusal(refused), `it is answered ${refused.status} ${refused.text.slice(0, 200)}`);
      found.hold((await search(service.url)).status === 200, 'nothing can be searched meanwhile');
      await mend();
      for (const number of AFTER) {
        const answer = await store(service.url, number);
        found.hold(answer.status === 200, `afterwards it answers ${answer.text}`);
      }
      await service.end('SIGKILL');
      found.all.push(...(await auditSqlite(folder)));
      const again = await serve(how);
      await allThere(again, [...BEFORE, ...AFTER], found);
      await stop(again, found);
      found.hold(!service.said().includes('"stack"'), 'it logged a stack trace');
      return found.all;
    }),
});

export const failingCalls: readonly Fault[] = [
  fails('writes that fail for want of room', 'pwrite64', 'ENOSPC'),
  fails('writes to a disk that became read-only', 'pwrite64', 'EROFS'),
  fails('writes that the disk fails', 'pwrite64', 'EIO'),
  fails('syncs that the disk fails', 'fsync,fdatasync', 'EIO'),
];
