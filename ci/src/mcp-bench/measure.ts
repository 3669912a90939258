import { type Contestant, Session } from './session.ts';

export interface Figures {
  readonly name: string;
  readonly version: string;
  readonly tools: number;
  /** Of the list as it is sent. */
  readonly listBytes: number;
  /** Until the list was there: processor time of all threads, and what a client waits. */
  readonly listCpuSeconds: number;
  readonly listMs: number;
  readonly residentMiB: number;
  /** Null where no call can be made without an account or a database. */
  readonly callMs: { readonly p50: number; readonly p99: number } | null;
  /** After all calls. */
  readonly residentAfterMiB: number;
}

const STARTS = 5;
const CALLS = 2_000;
const WARM = 300;

/** The median of some starts; calls are made of the last. */
export async function figuresOf(contestant: Contestant, starts = STARTS, calls = CALLS): Promise<Figures> {
  const lists: { cpu: number; ms: number; resident: number; bytes: number; tools: number }[] = [];
  for (let start = 1; ; start++) {
    const begun = performance.now();
    const session = new Session(contestant);
    try {
      await session.open();
      const { result } = await session.ask('tools/list', {});
      const ms = performance.now() - begun;
      lists.push({
        cpu: session.cpuSeconds,
        ms,
        resident: session.residentMiB,
        bytes: Buffer.byteLength(JSON.stringify(result)),
        tools: result?.tools?.length ?? 0,
      });
      if (start < starts) continue;
      const callMs = contestant.call ? await timesOf(session, contestant.call, calls) : null;
      const middle = (of: 'cpu' | 'ms' | 'resident') => median(lists.map((list) => list[of]));
      const { bytes = 0, tools = 0 } = lists.at(-1) ?? {};
      return {
        name: contestant.name,
        version: contestant.version,
        tools,
        listBytes: bytes,
        listCpuSeconds: middle('cpu'),
        listMs: middle('ms'),
        residentMiB: middle('resident'),
        callMs,
        residentAfterMiB: session.residentMiB,
      };
    } finally {
      session.end();
    }
  }
}

async function timesOf(session: Session, call: object, calls: number): Promise<NonNullable<Figures['callMs']>> {
  const times: number[] = [];
  for (let count = 0; count < calls; count++) {
    const begun = performance.now();
    const { result } = await session.ask('tools/call', call);
    if (!result || result.isError) throw new Error(`the call failed: ${JSON.stringify(result)}`);
    times.push(performance.now() - begun);
  }
  const sorted = times.slice(Math.min(WARM, calls / 4)).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
