import { run } from '../run/process.ts';

/** What one process, with all it started and waited for, cost. */
export interface Cost {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMiB: number;
  /** Written, where that was counted. */
  readonly lines?: number;
}

// Node tells nothing of a child's resources; the operating system does, to whoever waited for it.
const METER = `
import json, resource, subprocess, sys, time
start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
wall = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 2**20 if sys.platform == 'darwin' else 2**10
if done.returncode: sys.exit(done.stderr.decode(errors='replace') or str(done.returncode))
print(json.dumps({'cpuSeconds': used.ru_utime + used.ru_stime, 'wallSeconds': wall, 'peakMiB': used.ru_maxrss / unit}))
`;

/** Throws what the command said when it fails: a cost of something that did not work is none. */
export async function measure(
  argv: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
): Promise<Cost> {
  const { ok, output } = await run({ argv: ['python3', '-c', METER, ...argv], cwd, env });
  if (!ok) throw new Error(output.trim());
  return JSON.parse(output) as Cost;
}

/** The middle one of an odd number of runs, each figure by itself. */
export function median(costs: readonly Cost[]): Cost {
  const middle = (figure: (cost: Cost) => number): number => {
    const sorted = costs.map(figure).sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  };
  return {
    cpuSeconds: middle(({ cpuSeconds }) => cpuSeconds),
    wallSeconds: middle(({ wallSeconds }) => wallSeconds),
    peakMiB: middle(({ peakMiB }) => peakMiB),
  };
}

/** Costs of steps done one after the other: times add up, the peak is the highest. */
export function sum(costs: readonly Cost[]): Cost {
  return {
    cpuSeconds: costs.reduce((total, { cpuSeconds }) => total + cpuSeconds, 0),
    wallSeconds: costs.reduce((total, { wallSeconds }) => total + wallSeconds, 0),
    peakMiB: Math.max(...costs.map(({ peakMiB }) => peakMiB)),
    ...(costs.every(({ lines }) => lines !== undefined) && {
      lines: costs.reduce((total, { lines = 0 }) => total + lines, 0),
    }),
  };
}
