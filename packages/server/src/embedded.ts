import { SqliteStore, type Store } from '@vectorscaledb/engine';
import { KeyRing } from './auth.ts';
import { buildApp } from './http/app.ts';
import { Metrics } from './http/metrics.ts';
import { HEARTBEAT_SECONDS } from './http/websocket-feed.ts';
import { Node } from './node.ts';
import { readOnlyStore } from './read-only-store.ts';

export { readOnlyStore };

export interface EmbeddedOptions {
  /** Where the data lives; absent, in memory. */
  readonly directory?: string;
  /** Whether the store refuses whatever would change it. */
  readonly readOnly?: boolean;
}

export interface EmbeddedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

export interface EmbeddedAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** Whole, or in chunks where the operation streams. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>;
}

/** The server without a socket: every operation as over HTTP, for programs that hold the database themselves. */
export interface EmbeddedServer {
  request(request: EmbeddedRequest): Promise<EmbeddedAnswer>;
  close(): Promise<void>;
}

export function openEmbedded({ directory, readOnly = false }: EmbeddedOptions = {}): EmbeddedServer {
  const store = new SqliteStore(directory === undefined ? {} : { directory });
  return embed(readOnly ? readOnlyStore(store) : store);
}

/** The same over a store that is open already, and is closed with it. */
export function embed(store: Store): EmbeddedServer {
  const stopping = new AbortController();
  const app = buildApp(
    {
      store,
      keys: new KeyRing([]),
      rate: undefined,
      stopping: stopping.signal,
      node: new Node(),
      metrics: new Metrics(),
      heartbeatMs: HEARTBEAT_SECONDS * 1000,
    },
    { logLevel: 'error', tls: undefined },
  );
  return {
    async request({ method, url, headers, body }) {
      const answer = await app.inject({
        method: method as 'GET',
        url,
        headers: { ...headers },
        payloadAsStream: true,
        ...(body && { payload: Buffer.from(body) }),
      });
      const entries = Object.entries(answer.headers).flatMap(([name, value]) =>
        value === undefined || HOP_BY_HOP.has(name) ? [] : [[name, String(value)] as const],
      );
      const stream: AsyncIterable<Uint8Array> = answer.stream();
      return {
        status: answer.statusCode,
        headers: entries,
        body: STREAMED.test(String(answer.headers['content-type'])) ? stream : await whole(stream),
      };
    },
    async close() {
      stopping.abort();
      await app.close();
      await store.close();
    },
  };
}

const STREAMED = /^(application\/x-ndjson|text\/event-stream)/;
/** They speak of a connection, and there is none. */
const HOP_BY_HOP = new Set(['connection', 'transfer-encoding', 'content-length', 'keep-alive']);

async function whole(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
