import { StoreError } from '../src/index.ts';
import { evenlySpaced } from '../src/trajectory/spacing.ts';
import {
  isFull,
  mostPoints,
  type TimeCount,
  type TimeCountQuery,
  type Track,
  type TrackQuery,
  type TrackSource,
  type TracksQuery,
} from '../src/trajectory/track.ts';

interface Observed {
  time: number;
  vector: Float32Array;
}

/** What a store hands out, written as plainly as can be: entities by tenant in a map, observations in order of arrival. */
export class MemoryTracks implements TrackSource {
  readonly #tenants = new Map<string, Map<string, { type: string; observed: Observed[] }>>();

  add(tenant: string, entityId: string, time: number, vector: readonly number[], type = 'UNKNOWN'): void {
    const entities = this.#tenants.get(tenant) ?? new Map();
    this.#tenants.set(tenant, entities);
    const entity = entities.get(entityId) ?? { type, observed: [] };
    entities.set(entityId, entity);
    entity.observed.push({ time, vector: Float32Array.from(vector) });
  }

  async track(tenant: string, entityId: string, query: TrackQuery): Promise<Track> {
    const entity = this.#tenants.get(tenant)?.get(entityId);
    if (!entity) throw new StoreError('entity_not_found', `no entity "${entityId}"`);
    const { start = -Infinity, end = Infinity } = query.window;
    const within = entity.observed.filter(({ time }) => time >= start && time <= end).sort((a, b) => a.time - b.time);
    const dimensions = query.dimensions ?? within.at(-1)?.vector.length;
    const all = within.filter(({ vector }) => vector.length === dimensions);
    const most = mostPoints(query, dimensions ?? 1);
    const chosen = query.choose === 'latest' ? all.slice(-most) : evenlySpaced(all.length, most).map((at) => all[at]);
    return {
      entityId,
      entityType: entity.type,
      dimensions: all.length > 0 ? (dimensions as number) : null,
      observations: all.length,
      times: chosen.map((each) => (each as Observed).time),
      points: chosen.map((each) => (each as Observed).vector),
    };
  }

  async *tracks(tenant: string, { after, entityTypes, ...query }: TracksQuery) {
    const byCodePoint = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
    for (const name of [...(this.#tenants.get(tenant)?.keys() ?? [])].sort(byCodePoint)) {
      const track = await this.track(tenant, name, query);
      const wanted = entityTypes?.includes(track.entityType) ?? true;
      if (wanted && isFull(track) && (after === undefined || byCodePoint(name, after) > 0)) yield track;
    }
  }

  async timeExtent(tenant: string, filter: Pick<TimeCountQuery, 'entityTypes' | 'entityId'>) {
    const times = this.#observed(tenant, filter).map(({ time }) => time);
    return times.length === 0 ? null : { start: Math.min(...times), end: Math.max(...times) };
  }

  async timeCounts(tenant: string, { window, origin, interval, ...filter }: TimeCountQuery): Promise<TimeCount[]> {
    const buckets = new Map<number, string[]>();
    for (const { name, time } of this.#observed(tenant, filter)) {
      if (time < window.start || time > window.end) continue;
      const bucket = Math.floor((time - origin) / interval);
      buckets.set(bucket, [...(buckets.get(bucket) ?? []), name]);
    }
    return [...buckets]
      .sort(([a], [b]) => a - b)
      .map(([bucket, names]) => ({ bucket, observations: names.length, entities: new Set(names).size }));
  }

  async sealCursor(tenant: string, scope: readonly unknown[], place: string) {
    return JSON.stringify([tenant, scope, place]);
  }

  async openCursor(tenant: string, scope: readonly unknown[], cursor: string) {
    const place = JSON.parse(cursor)[2];
    if (cursor !== JSON.stringify([tenant, scope, place])) throw new StoreError('invalid_cursor', 'not its cursor');
    return place;
  }

  #observed(tenant: string, { entityId, entityTypes }: Pick<TimeCountQuery, 'entityTypes' | 'entityId'>) {
    const entities = this.#tenants.get(tenant) ?? new Map<string, { type: string; observed: Observed[] }>();
    if (entityId !== undefined && !entities.has(entityId)) throw new StoreError('entity_not_found', 'no such entity');
    return [...entities]
      .filter(([name, { type }]) => (entityId ?? name) === name && (entityTypes?.includes(type) ?? true))
      .flatMap(([name, { observed }]) => observed.map(({ time }) => ({ name, time })));
  }
}
