import { inTurns, Pace } from '../slices.ts';
import type { Micros, ObservationRecord, Selection } from '../store.ts';
import type { Connection } from './connection.ts';
import { bounds } from './filters.ts';
import { type ObservationRow, readRow, toObservation } from './observation-rows.ts';
import { selectedTracks } from './selection.ts';
import type { Tenant } from './tenants.ts';

interface Track {
  entity: number;
  name: string;
  dimensions: number;
}

interface Place {
  id: number;
  time: Micros;
  sequence: number;
}

/** Numbers and observations of a batch at most: a few megabytes, whatever the length of the vectors. */
const NUMBERS = 131_072;
const OBSERVATIONS = 500;
const TRACKS = 500;

/**
 * One track after another by the index of its time. No statement stays open while a reader waits; what comes later than the
 * tenant's last sequence is not among what was there.
 */
export async function* scanObservations(
  connection: Connection,
  tenant: Tenant,
  selection: Selection,
): AsyncGenerator<ObservationRecord[]> {
  const pace = new Pace();
  let batch: ObservationRow[] = [];
  let numbers = 0;
  for (const track of tracks(connection, tenant, selection)) {
    for (const { id, sequence } of places(connection, tenant, track, selection)) {
      const row = readRow(connection, id);
      // Gone meanwhile, and its id may be another's.
      if (row?.sequence !== sequence) continue;
      batch.push(row);
      numbers += track.dimensions;
      if (batch.length < OBSERVATIONS && numbers < NUMBERS) continue;
      yield await inTurns(batch, toObservation, pace);
      batch = [];
      numbers = 0;
    }
  }
  if (batch.length > 0) yield await inTurns(batch, toObservation, pace);
}

function* tracks(connection: Connection, tenant: Tenant, selection: Selection): Generator<Track> {
  const { sql, values } = selectedTracks(connection, tenant, selection);
  let after: [string, number] = ['', 0];
  for (;;) {
    const page = connection.all<Track>(
      `SELECT e.id AS entity, e.name, t.dimensions FROM entities e CROSS JOIN tracks t ON t.entity = e.id
       WHERE ${sql} AND e.name >= ? AND (e.name, t.dimensions) > (?, ?) ORDER BY e.name, t.dimensions LIMIT ${TRACKS}`,
      ...values,
      after[0],
      ...after,
    );
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < TRACKS) return;
    after = [last.name, last.dimensions];
  }
}

function* places(connection: Connection, tenant: Tenant, track: Track, { window }: Selection): Generator<Place> {
  const [start, end] = bounds(window);
  let after: [Micros, number] = [start, -1];
  for (;;) {
    const page = connection.all<Place>(
      `SELECT o.id, o.time, o.sequence FROM observations o
       WHERE o.entity = ? AND o.dimensions = ? AND o.time <= ? AND (o.time, o.sequence) > (?, ?)
       ORDER BY o.time, o.sequence LIMIT ${OBSERVATIONS}`,
      track.entity,
      track.dimensions,
      end,
      ...after,
    );
    for (const place of page) if (place.sequence <= tenant.sequence) yield place;
    const last = page.at(-1);
    if (!last || page.length < OBSERVATIONS) return;
    after = [last.time, last.sequence];
  }
}
