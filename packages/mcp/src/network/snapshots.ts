import { createHash } from 'node:crypto';
import type { KV } from '@nats-io/kv';
import { now, type SnapshotRecord, StoreError } from '@vectorscaledb/engine';
import type { Peers } from './peers.ts';

/** A snapshot of the federation: one of every node, made together. */
export interface Whole extends SnapshotRecord {
  /** By node, the id of its own. */
  readonly parts: Readonly<Record<string, string>>;
}

/** Which snapshots of nodes belong together is in JetStream, where every node finds it. */
export class Snapshots {
  readonly #peers: Peers;
  readonly #bucket: () => KV | null;

  constructor(peers: Peers, bucket: () => KV | null) {
    this.#peers = peers;
    this.#bucket = bucket;
  }

  /** The same parts are the same snapshot: a repeated request keeps it once. */
  async keep(tenant: string, whole: Omit<Whole, 'snapshotId'>): Promise<Whole> {
    const name = createHash('sha256').update(JSON.stringify(whole.parts)).digest('hex').slice(0, 24);
    const kept = { ...whole, snapshotId: `snap_all_${name}` };
    await this.#reach().put(`${tenant}.${kept.snapshotId}`, JSON.stringify(kept));
    return kept;
  }

  async find(tenant: string, snapshotId: string): Promise<Whole> {
    const entry = /^\w+$/.test(snapshotId) ? await this.#reach().get(`${tenant}.${snapshotId}`) : null;
    const whole = entry?.operation === 'PUT' ? entry.json<Whole>() : null;
    if (whole && whole.expiresAt > now()) return whole;
    throw new StoreError('snapshot_not_found', `the federation has no snapshot ${JSON.stringify(snapshotId)}`);
  }

  /** Those of which no node that answers has dropped its part. */
  async list(tenant: string): Promise<SnapshotRecord[]> {
    const bucket = this.#reach();
    const found: Whole[] = [];
    for await (const key of await bucket.keys(`${tenant}.*`)) {
      const entry = await bucket.get(key);
      if (entry?.operation === 'PUT') found.push(entry.json<Whole>());
    }
    const there = await this.#peers.askAll<SnapshotRecord[]>(tenant, 'snapshots', null);
    const isWhole = ({ parts, expiresAt }: Whole) =>
      expiresAt > now() &&
      Object.entries(parts).every(([node, part]) => there.get(node)?.some((one) => one.snapshotId === part) ?? true);
    return found
      .filter(isWhole)
      .sort((left, right) => right.createdAt - left.createdAt)
      .map(({ parts: _, ...snapshot }) => snapshot);
  }

  #reach(): KV {
    const bucket = this.#bucket();
    if (bucket) return bucket;
    throw new StoreError('unavailable', 'snapshots of the federation are in JetStream, which does not answer');
  }
}
