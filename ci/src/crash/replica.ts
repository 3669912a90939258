import { setTimeout } from 'node:timers/promises';
import { startPair } from '../../../packages/engine/test/postgres/pair.ts';
import { type Service, serve } from '../servers/service.ts';
import { auditPostgres } from './audit-postgres.ts';
import { Ledger } from './ledger.ts';
import { drawing } from './random.ts';
import { Follower } from './replica/follower.ts';
import { Writers } from './replica/writers.ts';
import { verify } from './verify.ts';

export interface ReplicaReport {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Attempts that were refused while the database was gone, each sent again. */
  readonly refused: number;
  /** The longest time without an acknowledgement from a kill on. */
  readonly outageMs: number;
  /** Events that every feed was told of. */
  readonly events: number;
  /** Feeds that were cut and went on from their last event. */
  readonly resumed: number;
  readonly findings: readonly string[];
}

const SERVERS = 3;
/** Acknowledgements before the kill at least, and after it. */
const FEWEST = 5;
const AFTER = 20;
const LATER_MS = 40;

/**
 * Several servers on a primary and its synchronous replica. While they write, read and follow, every process of the primary is killed and the replica
 * promoted; nobody restarts a server. Who was killed becomes the next round's replica.
 */
export async function replicaRounds(
  rounds: number,
  seed: number,
  told: (round: number, findings: readonly string[]) => void,
  most = 80,
): Promise<ReplicaReport> {
  const pair = await startPair();
  const services: Service[] = [];
  const followers: Follower[] = [];
  try {
    for (let number = 0; number < SERVERS; number += 1) {
      // The last one reads from a replica where it can; that host is in turn replica, primary, and down.
      const read = number === SERVERS - 1 ? { VSDB_READ_DATABASE_URL: pair.standbyUrl() } : {};
      services.push(await serve({ args: [], env: { VSDB_DATABASE_URL: pair.url, ...read } }));
    }
    const urls = services.map(({ url }) => url);
    followers.push(...urls.map((url) => new Follower(url)));
    await Promise.all(followers.map((follower) => follower.opened));
    const ledger = new Ledger();
    const findings: string[] = [];
    const sum = { refused: 0, outageMs: 0 };
    for (let round = 0; round < rounds; round += 1) {
      const random = drawing(seed + round);
      const writers = new Writers(urls, ledger, round, random);
      const enough = ledger.acknowledged.length + FEWEST + random() * (most - FEWEST);
      while (ledger.acknowledged.length < enough) await setTimeout(1);
      await setTimeout(random() * LATER_MS);
      const killed = performance.now();
      await pair.failover();
      const before = ledger.acknowledged.length;
      while (ledger.acknowledged.length < before + AFTER) await setTimeout(5);
      const found = await writers.stop();
      sum.outageMs = Math.max(sum.outageMs, longestPause(writers.acknowledgedAt, killed));
      sum.refused += writers.refused;
      found.push(...(await verify(urls[round % SERVERS] as string, ledger, random)));
      for (const follower of followers) found.push(...(await follower.missing(urls[0] as string)));
      found.push(...(await auditPostgres(pair.primaryUrl())));
      findings.push(...found.map((each) => `round ${round}: ${each}`));
      told(round, found);
      if (round + 1 < rounds) await pair.rejoin();
    }
    const events = Math.min(...followers.map((follower) => follower.seen));
    const resumed = followers.reduce((all, follower) => all + follower.resumed, 0);
    for (const [number, service] of services.entries()) {
      const { code } = await service.end();
      if (code !== 0) findings.push(`stopped, server ${number} ended with ${code}`);
      if (/\n\s+at |"stack"/.test(service.said())) findings.push(`server ${number} showed a stack trace`);
    }
    return { rounds, acknowledged: ledger.acknowledged.length, ...sum, events, resumed, findings };
  } finally {
    for (const follower of followers) follower.stop();
    for (const service of services) await service.end('SIGKILL');
    await pair.stop();
  }
}

function longestPause(times: readonly number[], from: number): number {
  const later = [from, ...times.filter((time) => time > from)];
  return Math.max(...later.slice(1).map((time, i) => time - (later[i] as number)));
}
