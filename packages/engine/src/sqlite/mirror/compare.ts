import { toFloat32 } from '../../float32.ts';
import { Nearest } from '../../nearest.ts';
import { Pace } from '../../slices.ts';
import type { SearchQuery } from '../../store.ts';
import type { Compared, Place } from '../compare.ts';
import type { Connection } from '../connection.ts';
import { bounds } from '../filters.ts';
import type { Candidate } from '../hits.ts';
import type { Tenant } from '../tenants.ts';
import type { Segment } from './segment.ts';

/** Which entities take part, by their ids. */
type Takes = (entity: number) => boolean;

const EVERY: Takes = () => true;

/** What `compare` finds by SQL, found over rows in memory; the sums are the same sums in the same order, so that rounding is too. */
export async function compareMirrored(
  connection: Connection,
  segments: readonly Segment[],
  tenant: Tenant,
  query: SearchQuery,
  after: Place | null,
): Promise<Compared> {
  const { radius = Infinity, window } = query;
  const [start, end] = bounds(window);
  const takes = takesOf(connection, tenant, query);
  const vector = toFloat32(query.vector);
  const best = new Nearest<Candidate>(query.limit + 1, (a, b) => a.sequence - b.sequence);
  let compared = 0;
  let within = 0;
  const scan = (segment: Segment, length: number): void => {
    const { numbers, times, entities, sequences, ids } = segment;
    const inside = segment.first >= start && segment.last <= end;
    for (let row = 0; row < length; row++) {
      if (!inside && ((times[row] as number) < start || (times[row] as number) > end)) continue;
      if (takes !== EVERY && !takes(entities[row] as number)) continue;
      compared++;
      const distance = distanceAt(numbers, row * vector.length, vector);
      if (distance > radius) continue;
      within++;
      if (distance > best.limit) continue;
      const sequence = sequences[row] as number;
      if (after && (distance < after[0] || (distance === after[0] && sequence <= after[1]))) continue;
      const at = row * vector.length;
      const stored = numbers.slice(at, at + vector.length);
      best.add(distance, { id: ids[row] as number, sequence, vector: stored, isPast: false });
    }
  };
  // What is stored while others have their turn is not part of this search.
  const found = segments
    .filter(({ first, last }) => first <= end && last >= start)
    .map((segment) => [segment, segment.length] as const);
  const pace = new Pace();
  for (const [segment, length] of found) {
    await pace.rest();
    scan(segment, length);
  }
  return { best: best.sorted(), compared, within };
}

/** As `distance` of a row that lies among others. */
function distanceAt(numbers: Float32Array, from: number, vector: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < vector.length; i++) {
    const difference = (numbers[from + i] as number) - (vector[i] as number);
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

function takesOf(connection: Connection, tenant: Tenant, { entityTypes, exceptEntity }: SearchQuery): Takes {
  const named = (sql: string, value: string) =>
    connection.all<{ id: number }>(`SELECT id FROM entities WHERE tenant = ? AND ${sql}`, tenant.id, value);
  const except = exceptEntity === undefined ? undefined : named('name = ?', exceptEntity)[0]?.id;
  if (!entityTypes) return except === undefined ? EVERY : (entity) => entity !== except;
  const types = named('type IN (SELECT value FROM json_each(?))', JSON.stringify(entityTypes));
  const wanted = new Set(types.map(({ id }) => id));
  if (except !== undefined) wanted.delete(except);
  return (entity) => wanted.has(entity);
}
