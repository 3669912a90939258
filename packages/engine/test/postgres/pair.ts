import { setTimeout } from 'node:timers/promises';
import { Instance } from './instance.ts';

/** How a standby is known to its primary. */
const NAME = 'standby';

/** A primary, and a standby that every commit waits for; who is which changes. */
export interface Pair {
  /** Names both hosts. */
  readonly url: string;
  /** Each alone. */
  primaryUrl(): string;
  standbyUrl(): string;
  /** The primary ends with SIGKILL, every process of it, and the standby takes its place. */
  failover(): Promise<void>;
  /** Who ended comes back as the standby of who took its place, and is waited for from then on. */
  rejoin(): Promise<void>;
  /** SQL on the primary. */
  execute<Row extends object>(statement: string): Promise<Row[]>;
  /** SQL on the standby. */
  onStandby<Row extends object>(statement: string): Promise<Row[]>;
  stop(): Promise<void>;
}

export async function startPair(): Promise<Pair> {
  // Their sockets stay where they are, so that a URL made once is good for whoever is primary.
  let [primary, standby] = [new Instance(), new Instance()];
  const url = `postgres:///postgres?host=${primary.home},${standby.home}&user=postgres`;
  const rejoin = async (): Promise<void> => {
    standby.follow(primary, NAME);
    await standby.start();
    await primary.execute(`ALTER SYSTEM SET synchronous_standby_names = '${NAME}'`);
    await primary.execute('SELECT pg_reload_conf()');
    await waitUntil(primary, "EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync')");
  };
  primary.create();
  await primary.start();
  await primary.execute('CREATE EXTENSION vector');
  await rejoin();
  return {
    url,
    primaryUrl: () => primary.database,
    standbyUrl: () => standby.database,
    async failover() {
      await primary.kill();
      await standby.execute('SET synchronous_commit = local; SELECT pg_promote(wait => true)');
      [primary, standby] = [standby, primary];
      // Until the other one has joined there is nobody to wait for.
      await primary.execute("ALTER SYSTEM SET synchronous_standby_names = ''");
      await primary.execute('SELECT pg_reload_conf()');
    },
    rejoin,
    execute: (statement) => primary.execute(statement),
    onStandby: (statement) => standby.execute(statement),
    async stop() {
      // In this order the primary has who confirms its last commits.
      await primary.stop();
      await standby.stop();
    },
  };
}

async function waitUntil(instance: Instance, condition: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const [row] = await instance.execute<{ holds: boolean }>(`SELECT ${condition} AS holds`);
    if (row?.holds) return;
    await setTimeout(50);
  }
  throw new Error(`it did not come to be that ${condition}`);
}
