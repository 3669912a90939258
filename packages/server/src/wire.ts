import {
  type Change,
  type EntityPatch,
  type EntityRecord,
  formatTime,
  type Micros,
  type Neighbour,
  type NewObservation,
  parseTime,
  type StoredObservation,
  type Window,
} from '@vectorscaledb/engine';
import type { Static } from 'typebox';
import { ApiError, invalid } from './http/errors.ts';
import { limits } from './limits.ts';
import type { Entity, EntityUpdate } from './schemas/entities.ts';
import type { IngestResult, Observation } from './schemas/ingestion.ts';
import type { ChangeEvent } from './schemas/operations.ts';
import type { Hit } from './schemas/search.ts';

const earliest = parseTime('1700-01-01T00:00:00Z') as Micros;
const latest = parseTime('2251-01-01T00:00:00Z') as Micros;

function toTime(text: string, path: string): Micros {
  const time = parseTime(text);
  if (time === null) throw invalid(`${path} is not an RFC 3339 time with an offset`);
  return time;
}

/** An instant that need not lie where observations can. */
export const toInstant = (text: string, path: string): Micros => toTime(text, path);

function toObservedTime(text: string): Micros {
  const time = toTime(text, 'timestamp');
  if (time < earliest || time >= latest) {
    throw invalid('timestamp must lie between the years 1700 and 2250');
  }
  return time;
}

/** What JSON Schema cannot say of metadata: its size as text, and that every number in it is finite. */
function checkMetadata(metadata: Record<string, unknown>): Record<string, unknown> {
  if (Buffer.byteLength(toFiniteJson(metadata)) > limits.metadataBytes) {
    throw invalid(`metadata is larger than ${limits.metadataBytes} bytes`);
  }
  return metadata;
}

function toFiniteJson(metadata: unknown): string {
  try {
    return JSON.stringify(metadata, (_key, value) => {
      if (typeof value !== 'number' || Number.isFinite(value)) return value;
      throw invalid('metadata holds a number beyond the range of a double');
    });
  } catch (error) {
    if (error instanceof RangeError) throw invalid('metadata is nested too deeply');
    throw error;
  }
}

/** `.` and `..` vanish from URLs, and half a surrogate pair cannot be stored: neither could be asked for again. */
function checkEntityId(id: string): string {
  if (id === '.' || id === '..' || !id.isWellFormed()) {
    throw invalid('entity_id must not be "." or "..", and must be well-formed Unicode');
  }
  return id;
}

export function toNewObservation(observation: Static<typeof Observation>): NewObservation {
  const { entity_id, vector, entity_type, timestamp, metadata } = observation;
  return {
    entityId: checkEntityId(entity_id),
    vector,
    ...(entity_type !== undefined && { entityType: entity_type }),
    ...(timestamp !== undefined && { timestamp: toObservedTime(timestamp) }),
    ...(metadata && { metadata: checkMetadata(metadata) }),
  };
}

export function toIngestResult(stored: StoredObservation): Static<typeof IngestResult> {
  const { entityId, sequence, timestamp, compressed } = stored;
  return { entity_id: entityId, sequence, timestamp: formatTime(timestamp), compressed };
}

export function toWindow(start?: string, end?: string): Window {
  const window: Window = {};
  if (start !== undefined) window.start = toTime(start, 'start of the window');
  if (end !== undefined) window.end = toTime(end, 'end of the window');
  if (window.start !== undefined && window.end !== undefined && window.start > window.end) {
    throw new ApiError(422, 'invalid_window', 'the window ends before it starts');
  }
  return window;
}

export function toHit(hit: Neighbour, withVector: boolean): Static<typeof Hit> {
  const { entityId, entityType, sequence, timestamp, distance, vector, metadata } = hit;
  return {
    entity_id: entityId,
    entity_type: entityType,
    sequence,
    timestamp: formatTime(timestamp),
    distance,
    ...(withVector && { vector }),
    metadata,
  };
}

const optionalTime = (time: Micros | null) => (time === null ? null : formatTime(time));

export function toEntity(entity: EntityRecord): Static<typeof Entity> {
  return {
    entity_id: entity.entityId,
    entity_type: entity.entityType,
    display_name: entity.displayName,
    metadata: entity.metadata,
    created_at: formatTime(entity.createdAt),
    updated_at: formatTime(entity.updatedAt),
    first_observed: optionalTime(entity.firstObserved),
    last_observed: optionalTime(entity.lastObserved),
    observations: entity.observations,
    dimensions: entity.dimensions,
  };
}

export function toPatch(update: Static<typeof EntityUpdate>): EntityPatch {
  const { entity_type, display_name, metadata } = update;
  return {
    ...(entity_type !== undefined && { entityType: entity_type }),
    ...(display_name !== undefined && { displayName: display_name }),
    ...(metadata !== undefined && { metadata: metadata && checkMetadata(metadata) }),
  };
}

export const toChangeEvent = (change: Change): Static<typeof ChangeEvent> => ({
  id: change.id,
  sequence: change.sequence,
  entity_id: change.entityId,
  entity_type: change.entityType,
  change_type: change.changeType,
  timestamp: formatTime(change.timestamp),
  observed_at: optionalTime(change.observedAt),
  dimensions: change.dimensions,
});

export async function* toChangeEvents(changes: AsyncIterable<Change>): AsyncGenerator<Static<typeof ChangeEvent>> {
  for await (const change of changes) yield toChangeEvent(change);
}
