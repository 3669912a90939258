import { type JetStreamManager, jetstream, jetstreamManager, StorageType } from '@nats-io/jetstream';
import { type KV, Kvm } from '@nats-io/kv';
import type { NatsConnection } from '@nats-io/transport-node';
import { StoreError } from '@vectorscaledb/engine';

/** What the federation keeps in JetStream: who its nodes are, which node owns which entity, its snapshots, and its feed. */
export interface Buckets {
  readonly members: KV;
  readonly owners: KV;
  readonly snapshots: KV;
  readonly manager: JetStreamManager;
}

export const FEED = 'vsdb_changes';
const FEED_MESSAGES = 2_000_000;
const FEED_BYTES = 1024 ** 3;
const REQUEST_MS = 3_000;
/** Of a cluster's servers three keep everything; one server alone keeps what it can. */
const REPLICAS = [3, 1] as const;

/** Opens what is there; the first node makes it. */
export async function openBuckets(nats: NatsConnection): Promise<Buckets> {
  const manager = await jetstreamManager(nats, { timeout: REQUEST_MS }).catch(() => {
    throw new StoreError('unavailable', 'NATS runs without JetStream, or these credentials may not use it');
  });
  const kvm = new Kvm(jetstream(nats, { timeout: REQUEST_MS }));
  const isThere = (stream: string) =>
    manager.streams.info(stream).then(
      () => true,
      () => false,
    );
  const bucket = async (name: string) =>
    (await isThere(`KV_${name}`))
      ? kvm.open(name)
      : replicated((replicas) => kvm.create(name, { replicas, history: 1 }));
  if (!(await isThere(FEED)))
    await replicated((replicas) =>
      manager.streams.add({
        name: FEED,
        subjects: ['vsdb.changes.*.*'],
        storage: StorageType.File,
        max_msgs: FEED_MESSAGES,
        max_bytes: FEED_BYTES,
        allow_direct: true,
        num_replicas: replicas,
      }),
    );
  return {
    members: await bucket('vsdb_members'),
    owners: await bucket('vsdb_owners'),
    snapshots: await bucket('vsdb_snapshots'),
    manager,
  };
}

async function replicated<T>(make: (replicas: number) => Promise<T>): Promise<T> {
  const [many, one] = REPLICAS;
  return make(many).catch(() => make(one));
}
