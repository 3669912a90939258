import { randomUUID } from 'node:crypto';
import { type Neighbour, type Store, StoreError } from '@vectorscaledb/engine';
import type { EmbeddedAnswer, EmbeddedRequest, EmbeddedServer } from 'vectorscaledb/embedded';

/** What nodes ask of each other: the reading methods of a store, streams in batches, and whole requests that write. */
type Method = (tenant: string, argument: never) => Promise<unknown>;

export interface Entities {
  readonly entityId: string;
}

export interface Batch {
  readonly stream: string;
  readonly items: readonly unknown[];
  readonly done: boolean;
}

export interface WholeAnswer extends Omit<EmbeddedAnswer, 'body'> {
  readonly body: Uint8Array;
}

export type Arrived = Pick<Neighbour, 'entityId' | 'timestamp' | 'sequence'>;

const SAME_TIME = 1_000;
const BATCH_NUMBERS = 100_000;
const BATCH_ITEMS = 500;
const IDLE_MS = 120_000;

/** Requests another node may make here: those that change what this node owns. */
const WRITES =
  /^(POST \/v1\/(vectors(\/batch|\/import|\/delete)?|snapshots(\/[^/]+\/restore)?|storage\/(compact|retention))|(PATCH|DELETE) \/v1\/entities\/[^/]+)$/;

export class Served {
  readonly #methods: Readonly<Record<string, Method>>;
  readonly #streams = new Map<string, { readonly batches: AsyncIterator<unknown[]>; idle: NodeJS.Timeout }>();

  constructor(store: Store, server: EmbeddedServer) {
    this.#methods = {
      search: (tenant, query) => store.search(tenant, query),
      explain: (tenant, query) => store.explain(tenant, query),
      entity: (tenant, { entityId }: Entities) => store.entity(tenant, entityId),
      entities: (tenant, query) => store.entities(tenant, query),
      entityTypes: (tenant, query) => store.entityTypes(tenant, query),
      history: (tenant, { entityId, query }: { entityId: string; query: never }) =>
        store.history(tenant, entityId, query),
      recorded: (tenant, hits: readonly Arrived[]) => Promise.all(hits.map((hit) => recordedAt(store, tenant, hit))),
      count: (tenant, selection) => store.count(tenant, selection),
      snapshots: (tenant) => store.snapshots(tenant),
      status: (tenant) => store.status(tenant),
      track: (tenant, { entityId, query }: { entityId: string; query: never }) => store.track(tenant, entityId, query),
      timeExtent: (tenant, query) => store.timeExtent(tenant, query),
      timeCounts: (tenant, query) => store.timeCounts(tenant, query),
      scan: (tenant, selection) => this.#begin(store.scan(tenant, selection)),
      tracks: (tenant, query) => this.#begin(oneByOne(store.tracks(tenant, query))),
      next: (_tenant, stream) => this.#next(stream),
      end: (_tenant, stream) => this.#end(stream),
      write: (tenant, request) => write(server, tenant, request),
    };
  }

  async answer(tenant: string, method: string, argument: unknown): Promise<unknown> {
    const found = Object.hasOwn(this.#methods, method) ? this.#methods[method] : undefined;
    if (!found) throw new StoreError('invalid_request', `no node answers ${JSON.stringify(method.slice(0, 50))}`);
    return found(tenant, argument as never);
  }

  close(): void {
    for (const stream of this.#streams.keys()) void this.#end(stream);
  }

  #begin(source: AsyncIterable<unknown[]>): Promise<Batch> {
    const stream = randomUUID();
    this.#streams.set(stream, { batches: source[Symbol.asyncIterator](), idle: setTimeout(() => {}) });
    return this.#next(stream);
  }

  async #next(stream: string): Promise<Batch> {
    const open = this.#streams.get(stream);
    if (!open) throw new StoreError('unavailable', 'the node has closed this reading');
    clearTimeout(open.idle);
    const items: unknown[] = [];
    let numbers = 0;
    while (items.length < BATCH_ITEMS && numbers < BATCH_NUMBERS) {
      const { done, value = [] } = (await open.batches.next()) as { done?: boolean; value?: unknown[] };
      if (done) {
        await this.#end(stream);
        return { stream, items, done: true };
      }
      items.push(...value);
      numbers += value.reduce((sum: number, item: unknown) => sum + numbersIn(item), 0);
    }
    open.idle = setTimeout(() => void this.#end(stream), IDLE_MS).unref();
    return { stream, items, done: false };
  }

  async #end(stream: string): Promise<void> {
    const open = this.#streams.get(stream);
    this.#streams.delete(stream);
    clearTimeout(open?.idle);
    await open?.batches.return?.();
  }
}

/** When an observation was recorded; zero when it is there no more. */
async function recordedAt(store: Store, tenant: string, { entityId, timestamp, sequence }: Arrived): Promise<number> {
  const window = { start: timestamp, end: timestamp };
  try {
    const { observations } = await store.history(tenant, entityId, { window, descending: false, limit: SAME_TIME });
    return observations.find((one) => one.sequence === sequence)?.recordedAt ?? 0;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'entity_not_found') return 0;
    throw error;
  }
}

const numbersIn = (item: unknown): number => {
  const { vector, points } = item as { vector?: readonly number[]; points?: readonly Float32Array[] };
  return (vector?.length ?? 0) + (points?.reduce((sum, { length }) => sum + length, 0) ?? 0);
};

async function* oneByOne<T>(source: AsyncIterable<T>): AsyncGenerator<T[]> {
  for await (const item of source) yield [item];
}

async function write(server: EmbeddedServer, tenant: string, request: EmbeddedRequest): Promise<WholeAnswer> {
  const { pathname } = new URL(request.url, 'http://node.invalid');
  if (!WRITES.test(`${request.method} ${pathname}`))
    throw new StoreError('invalid_request', 'nodes pass on nothing but writes');
  const answer = await server.request({ ...request, headers: { ...request.headers, 'x-tenant-id': tenant } });
  return { ...answer, body: await whole(answer.body) };
}

export async function whole(body: EmbeddedAnswer['body']): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body;
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}
