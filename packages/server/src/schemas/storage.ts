import { Type } from 'typebox';
import { limits } from '../limits.ts';
import { Count, EntityTypes, Timestamp } from './common.ts';
import { component, nullable } from './component.ts';

const SnapshotId = Type.String({
  description: 'Id of the snapshot.',
  minLength: 1,
  maxLength: 64,
  pattern: '^[A-Za-z0-9_-]+$',
  examples: ['snap_5f2b8c9d0e1a2b3c4d5e6f70'],
});

export const SnapshotPath = Type.Object({ snapshot_id: SnapshotId });

export const CreateSnapshotRequest = component(
  'CreateSnapshotRequest',
  Type.Object(
    {
      label: Type.Optional(
        Type.String({
          description: `A name for people, 1 to ${limits.snapshotLabelLength} characters; several snapshots may share one.`,
          minLength: 1,
          maxLength: limits.snapshotLabelLength,
          examples: ['before the migration'],
        }),
      ),
      keep_hours: Type.Optional(
        Type.Integer({
          description: 'Hours for which the snapshot can be restored.',
          minimum: 1,
          maximum: limits.keepHours,
          default: 720,
          examples: [720],
        }),
      ),
    },
    { additionalProperties: false, description: 'A snapshot to make.' },
  ),
);

export const Snapshot = component(
  'Snapshot',
  Type.Object(
    {
      snapshot_id: SnapshotId,
      label: nullable(
        Type.String({
          description: 'A name for people; null when none was given.',
          examples: ['before the migration'],
        }),
      ),
      created_at: Timestamp('The instant it stands for, in UTC.'),
      expires_at: Timestamp('Until when it can be restored, in UTC.', '2025-07-01T00:00:00.000Z'),
      entities: Count('How many entities there were.', 120),
      observations: Count('How many observations there were.', 172_800),
    },
    { description: 'A named instant that data can be taken back to.' },
  ),
);

export const SnapshotList = component(
  'SnapshotList',
  Type.Object(
    {
      snapshots: Type.Array(Snapshot, {
        description: 'The snapshots that have not expired, latest first.',
        maxItems: limits.snapshots,
      }),
    },
    { description: 'All snapshots.', 'x-items': 'snapshots' },
  ),
);

export const RestoreResult = component(
  'RestoreResult',
  Type.Object(
    {
      snapshot_id: SnapshotId,
      created_at: Timestamp('The instant that was gone back to, in UTC.'),
      observations_restored: Count('Observations that came back.', 1440),
      observations_removed: Count('Observations stored since, which went.', 60),
      entities_changed: Count('Entities that came back, went or changed.', 2),
    },
    { description: 'What restoring changed; that is on disk when this is answered.' },
  ),
);

export const CompactRequest = component(
  'CompactRequest',
  Type.Object(
    {
      history_hours: Type.Optional(
        Type.Integer({
          description: 'What was deleted longer ago than this many hours is dropped. 0 drops all of it.',
          minimum: 0,
          maximum: limits.keepHours,
          default: 168,
          examples: [168],
        }),
      ),
      snapshots_before: Type.Optional(
        Timestamp(
          'Snapshots made before this are dropped, and with them what only they need. Absent: only expired ones.',
        ),
      ),
    },
    { additionalProperties: false, description: 'How much of what was deleted to keep.' },
  ),
);

export const CompactResult = component(
  'CompactResult',
  Type.Object(
    {
      history_removed: Count('Deleted observations dropped for good.', 2880),
      snapshots_removed: Count('Snapshots dropped.', 1),
      bytes_freed: Count('Bytes the vectors of these observations took.', 69_120),
    },
    { description: 'What was dropped.' },
  ),
);

export const RetentionRequest = component(
  'RetentionRequest',
  Type.Object(
    {
      before: Timestamp('Observations made earlier than this go.', '2025-01-01T00:00:00Z'),
      entity_types: Type.Optional(EntityTypes('Only observations of entities that now have one of these types.')),
    },
    { additionalProperties: false, description: 'What is old enough to go.' },
  ),
);

export const RetentionResult = component(
  'RetentionResult',
  Type.Object(
    {
      observations_removed: Count('Observations removed.', 86_400),
      entities_affected: Count('How many entities they were of. These stay, also with no observation left.', 60),
      history_removed: Count('Observations removed that were deleted before, and kept only for time travel.', 120),
    },
    { description: 'What was removed; that is on disk when this is answered.' },
  ),
);
