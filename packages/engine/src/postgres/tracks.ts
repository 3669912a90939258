import { sql } from 'kysely';
import type { Micros, Window } from '../store.ts';
import { evenlySpaced } from '../trajectory/spacing.ts';
import {
  type FullTrack,
  isFull,
  mostPoints,
  type Track,
  type TrackQuery,
  type TracksQuery,
} from '../trajectory/track.ts';
import { overlaps, within } from './filters.ts';
import type { Reads } from './reads.ts';
import type { Fragment, Session } from './session.ts';
import type { Tenant } from './tenants.ts';
import { fromText, toText } from './text.ts';
import { fromSent } from './vectors.ts';

/** As stored. */
interface TrackedEntity {
  name: string;
  type: string;
}

interface Length {
  dimensions: number;
  observations: number;
  time: Micros;
  sequence: number;
}

interface PointRow {
  time: Micros;
  sent: Buffer;
}

/** Entities looked up at a time: no transaction may stay open while its reader waits. */
const ENTITIES = 200;

export async function readTrack(
  session: Session,
  tenant: Tenant,
  entity: TrackedEntity,
  query: TrackQuery,
): Promise<Track> {
  const track = { entityId: fromText(entity.name), entityType: fromText(entity.type) };
  const length = await chosenLength(session, tenant, entity, query);
  if (!length) return { ...track, dimensions: null, observations: 0, times: [], points: [] };
  const { dimensions, observations } = length;
  const rows = sql`FROM observations o WHERE o.tenant = ${tenant.id} AND o.entity = ${entity.name}
    AND o.dimensions = ${dimensions} AND ${within(sql`o.time`, query.window)}`;
  const points = await readPoints(session, rows, observations, mostPoints(query, dimensions), query.choose);
  return {
    ...track,
    dimensions,
    observations,
    times: points.map(({ time }) => time),
    points: points.map(({ sent }) => fromSent(sent)),
  };
}

/** Every entity with something in the window, in order of name, read one at a time as the caller asks for it. */
export async function* readTracks(reads: Reads, tenantName: string, query: TracksQuery): AsyncGenerator<FullTrack> {
  for (let after = toText(query.after ?? ''); ; ) {
    const entities = await reads.read(tenantName, (session, tenant) => entitiesWithin(session, tenant, query, after));
    for (const entity of entities) {
      const track = await reads.read(tenantName, (session, tenant) => readTrack(session, tenant, entity, query));
      if (isFull(track)) yield track;
    }
    const last = entities.at(-1);
    if (!last || entities.length < ENTITIES) return;
    after = last.name;
  }
}

function entitiesWithin(session: Session, tenant: Tenant, query: TracksQuery, after: string): Promise<TrackedEntity[]> {
  const { window, entityTypes, dimensions } = query;
  const typed = entityTypes ? sql`e.type = ANY(${entityTypes.map(toText)})` : sql`true`;
  const length = dimensions === undefined ? sql`true` : sql`t.dimensions = ${dimensions}`;
  return session.all(sql<TrackedEntity>`SELECT e.name, e.type FROM entities e
    WHERE e.tenant = ${tenant.id} AND e.name > ${after} AND ${typed} AND EXISTS (SELECT 1 FROM tracks t
      WHERE t.tenant = e.tenant AND t.entity = e.name AND ${overlaps(window)} AND ${length})
    ORDER BY e.name LIMIT ${ENTITIES}`);
}

/** The length asked for, or that of the latest observation in the window (of equal times the one stored last), with its count. */
async function chosenLength(
  session: Session,
  tenant: Tenant,
  { name }: TrackedEntity,
  { window, dimensions }: { window: Window; dimensions?: number },
): Promise<Length | undefined> {
  const wanted = dimensions === undefined ? sql`true` : sql`t.dimensions = ${dimensions}`;
  const rows = sql`FROM observations o WHERE o.tenant = t.tenant AND o.entity = t.entity AND o.dimensions = t.dimensions
    AND ${within(sql`o.time`, window)}`;
  return session.get(sql<Length>`SELECT t.dimensions, c.observations, l.time, l.sequence FROM tracks t
    CROSS JOIN LATERAL (SELECT count(*) AS observations ${rows}) c
    CROSS JOIN LATERAL (SELECT o.time, o.sequence ${rows} ORDER BY o.time DESC, o.sequence DESC LIMIT 1) l
    WHERE t.tenant = ${tenant.id} AND t.entity = ${name} AND ${wanted} ORDER BY l.time DESC, l.sequence DESC LIMIT 1`);
}

async function readPoints(
  session: Session,
  rows: Fragment,
  count: number,
  most: number,
  choose: TrackQuery['choose'],
): Promise<PointRow[]> {
  if (count <= most || choose === 'latest') {
    const latest = sql<PointRow>`SELECT o.time, vector_send(o.vector) AS sent ${rows}
      ORDER BY o.time DESC, o.sequence DESC LIMIT ${most}`;
    return (await session.all(latest)).reverse();
  }
  return session.all(sql<PointRow>`SELECT o.time, vector_send(o.vector) AS sent FROM (
      SELECT o.time, o.sequence, o.vector, row_number() OVER (ORDER BY o.time, o.sequence) - 1 AS at ${rows}) o
    WHERE o.at = ANY(${evenlySpaced(count, most)}::bigint[]) ORDER BY o.at`);
}
