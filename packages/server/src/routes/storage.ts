import {
  type Compacted,
  formatTime,
  now,
  type Restored,
  type Retained,
  type SnapshotRecord,
} from '@vectorscaledb/engine';
import type { Static } from 'typebox';
import { limits } from '../limits.ts';
import { operation } from '../operation.ts';
import {
  CompactRequest,
  CompactResult,
  CreateSnapshotRequest,
  RestoreResult,
  RetentionRequest,
  RetentionResult,
  Snapshot,
  SnapshotList,
  SnapshotPath,
} from '../schemas/storage.ts';
import { toInstant } from '../wire.ts';

const HOUR = 3_600_000_000;

const toSnapshot = (snapshot: SnapshotRecord): Static<typeof Snapshot> => ({
  snapshot_id: snapshot.snapshotId,
  label: snapshot.label,
  created_at: formatTime(snapshot.createdAt),
  expires_at: formatTime(snapshot.expiresAt),
  entities: snapshot.entities,
  observations: snapshot.observations,
});

export const createSnapshot = operation({
  operationId: 'create_snapshot',
  method: 'POST',
  path: '/v1/snapshots',
  capability: 'snapshots',
  summary: 'Make a snapshot',
  description:
    'Names the present, so that `restore_snapshot` can take the data back to it. Nothing is copied: what is deleted later is kept until the snapshot expires. ' +
    `It is no backup: it lies where the data lies. A tenant has ${limits.snapshots} snapshots at most; one more answers 422 \`too_many_snapshots\`, until some expire or \`compact\` drops them.`,
  idempotencyKey: true,
  errors: [422],
  body: { schema: CreateSnapshotRequest },
  success: { status: 201, description: 'The snapshot.', schema: Snapshot },
  async handle({ body }, { store, tenant, receipt }) {
    const snapshot = { label: body.label ?? null, expiresAt: now() + (body.keep_hours ?? 720) * HOUR };
    return toSnapshot(await store.createSnapshot(tenant, snapshot, receipt(toSnapshot)));
  },
});

export const listSnapshots = operation({
  operationId: 'list_snapshots',
  method: 'GET',
  path: '/v1/snapshots',
  capability: 'snapshots',
  summary: 'List snapshots',
  description: `The snapshots that have not expired, latest first: ${limits.snapshots} at most.`,
  success: { description: 'The snapshots.', schema: SnapshotList },
  async handle(_input, { store, tenant }) {
    return { snapshots: (await store.snapshots(tenant)).map(toSnapshot) };
  },
});

export const restoreSnapshot = operation({
  operationId: 'restore_snapshot',
  method: 'POST',
  path: '/v1/snapshots/{snapshot_id}/restore',
  capability: 'snapshots',
  summary: 'Take the data back to a snapshot',
  description:
    'Makes entities and observations what they were: what was stored since is deleted, what was deleted or changed since comes back, except what `apply_retention` removed. ' +
    'It is a write like any other: the change feed tells of every entity it changes, and a snapshot made before it can undo it. ' +
    'A snapshot that is not there, or has expired, answers 404 `snapshot_not_found`.',
  errors: [404],
  idempotencyKey: true,
  extensions: { 'x-destructive': true },
  params: SnapshotPath,
  success: { description: 'The data is as it was.', schema: RestoreResult },
  async handle({ path }, { store, tenant, receipt }) {
    const toResult = (result: Restored) => ({
      snapshot_id: result.snapshotId,
      created_at: formatTime(result.createdAt),
      observations_restored: result.restored,
      observations_removed: result.removed,
      entities_changed: result.entities,
    });
    return toResult(await store.restoreSnapshot(tenant, path.snapshot_id, receipt(toResult)));
  },
});

export const compact = operation({
  operationId: 'compact',
  method: 'POST',
  path: '/v1/storage/compact',
  capability: 'storage',
  summary: 'Drop what was deleted, and give its space back',
  description:
    'Drops observations deleted longer ago than `history_hours`, except what a snapshot needs, and expired snapshots. Afterwards `as_of_knn` can only go back as far as ' +
    '`get_status` tells. What is stored is not touched, and the same call again changes nothing more.',
  idempotencyKey: true,
  extensions: { 'x-idempotent': true },
  body: { schema: CompactRequest },
  success: { description: 'What was dropped.', schema: CompactResult },
  async handle({ body }, { store, tenant, receipt }) {
    const toResult = ({ history, snapshots, bytes }: Compacted) => ({
      history_removed: history,
      snapshots_removed: snapshots,
      bytes_freed: bytes,
    });
    const plan = {
      historyBefore: body.history_hours === 0 ? Number.MAX_SAFE_INTEGER : now() - (body.history_hours ?? 168) * HOUR,
      ...(body.snapshots_before !== undefined && {
        snapshotsBefore: toInstant(body.snapshots_before, 'snapshots_before'),
      }),
    };
    return toResult(await store.compact(tenant, plan, receipt(toResult)));
  },
});

export const applyRetention = operation({
  operationId: 'apply_retention',
  method: 'POST',
  path: '/v1/storage/retention',
  capability: 'storage',
  summary: 'Remove old observations for good',
  description:
    'Removes observations made before an instant, also from what `as_of_knn` and snapshots reach: they are gone from every instant, and nothing brings them back. ' +
    'Entities stay. The same call again changes nothing more.',
  idempotencyKey: true,
  extensions: { 'x-idempotent': true, 'x-destructive': true },
  body: { schema: RetentionRequest },
  success: { description: 'What was removed.', schema: RetentionResult },
  async handle({ body }, { store, tenant, receipt }) {
    const toResult = ({ observations, entities, history }: Retained) => ({
      observations_removed: observations,
      entities_affected: entities,
      history_removed: history,
    });
    const policy = {
      before: toInstant(body.before, 'before'),
      ...(body.entity_types && { entityTypes: body.entity_types }),
    };
    return toResult(await store.applyRetention(tenant, policy, receipt(toResult)));
  },
});
