import { execFileSync } from 'node:child_process';

/** Kills a process and all it started, at once and without asking, as the end of a machine does. */
export function killWithAll(pid: number | undefined): void {
  if (pid === undefined) return;
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const parents = lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number]);
  const doomed = [pid];
  for (const one of doomed) doomed.push(...parents.filter(([, parent]) => parent === one).map(([child]) => child));
  for (const one of doomed) process.kill(one, 'SIGKILL');
}
