import type { AddressInfo } from 'node:net';
import { isIPv6 } from 'node:net';
import { PostgresStore, SqliteStore, type Store } from '@vectorscaledb/engine';
import { KeyRing } from './auth.ts';
import { buildApp } from './http/app.ts';
import { watchRequests } from './http/drain.ts';
import type { LogLevel } from './http/log.ts';
import { Metrics } from './http/metrics.ts';
import { startTracing } from './http/tracing.ts';
import { HEARTBEAT_SECONDS } from './http/websocket-feed.ts';
import { Node } from './node.ts';
import { RateLimit } from './rate-limit.ts';

export interface ServeOptions {
  /** Where to listen; 127.0.0.1 when absent. */
  host?: string;
  /** 0 or absent picks a free port. */
  port?: number;
  /** Where the data lives; absent, in memory. */
  directory?: string;
  /** The PostgreSQL database where the data lives instead; other servers may use the same. */
  databaseUrl?: string;
  /** A replica of it, read where it has all that was acknowledged. */
  readDatabaseUrl?: string;
  /** Memory for rows that are searched, where data is not in PostgreSQL; absent, by the machine's. */
  mirrorMb?: number;
  /** `KEY[=TENANT[,TENANT…]]` each; none lets everyone in, on loopback only. */
  apiKeys?: readonly string[];
  /** Requests a second per key; absent means no limit. */
  rateLimit?: number;
  /** A certificate and its key, as PEM; absent, plain HTTP. */
  tls?: { cert: string; key: string };
  /** What is logged, as JSON lines on stderr; only errors when absent. */
  logLevel?: LogLevel;
  /** How often a feed on which nothing happens says that it is there; every 15 seconds when absent. */
  heartbeatMs?: number;
  /** How many changes per tenant the change log keeps. */
  changesKept?: number;
}

export interface RunningServer {
  url: string;
  /** Ends streams, lets running requests finish, and closes the store. */
  close(): Promise<void>;
}

/** How often a server lets the others of its database know that it is there. */
const BEAT_MS = 5_000;

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);

/** Starts a server; without options in memory, on a free port of loopback, open to any key. */
export async function startServer(options: ServeOptions = {}): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 0, apiKeys = [], rateLimit } = options;
  const heartbeatMs = options.heartbeatMs ?? HEARTBEAT_SECONDS * 1000;
  const keys = new KeyRing(apiKeys);
  if (keys.open && !isLoopback(host)) throw new Error(`without an API key only loopback is served, not ${host}`);
  const tracing = await startTracing();
  const store = await openStore(options);
  const stopping = new AbortController();
  const node = new Node();
  const rate = rateLimit === undefined ? undefined : new RateLimit(rateLimit);
  const around = {
    store,
    keys,
    rate,
    stopping: stopping.signal,
    node,
    metrics: new Metrics(),
    heartbeatMs,
  };
  const app = buildApp(around, { logLevel: options.logLevel ?? 'error', tls: options.tls, tracing });
  const drain = watchRequests(app.server);
  const beat = setInterval(() => void store.nodes(node.record(false)).catch(() => undefined), BEAT_MS);
  const close = async () => {
    stopping.abort();
    clearInterval(beat);
    await Promise.all([app.close(), drain()]);
    await store.close();
    await tracing.close();
  };
  try {
    await app.listen({ host, port });
  } catch (error) {
    await close();
    throw error;
  }
  const address = app.server.address() as AddressInfo;
  return { url: `${options.tls ? 'https' : 'http'}://${isIPv6(host) ? `[${host}]` : host}:${address.port}`, close };
}

async function openStore({
  directory,
  databaseUrl,
  readDatabaseUrl,
  mirrorMb,
  changesKept,
}: ServeOptions): Promise<Store> {
  const log = changesKept !== undefined && { changesKept };
  const read = readDatabaseUrl !== undefined && { readUrl: readDatabaseUrl };
  if (databaseUrl !== undefined) return PostgresStore.open({ url: databaseUrl, ...read, ...log });
  const mirror = mirrorMb !== undefined && { mirror: { bytes: mirrorMb * 2 ** 20 } };
  return new SqliteStore({ ...log, ...mirror, ...(directory !== undefined && { directory }) });
}
