import type { NewObservation, Selection } from '../src/index.ts';

interface Row {
  entityId: string;
  sequence: number;
  timestamp: number;
  vector: readonly number[];
}

interface Thing {
  type: string;
  displayName: string | null;
}

/** What a tenant holds, as plainly as can be: the reference that stores are held to. */
export class World {
  things = new Map<string, Thing>();
  rows: Row[] = [];

  copy(): World {
    const copy = new World();
    copy.things = new Map([...this.things].map(([name, thing]) => [name, { ...thing }]));
    copy.rows = [...this.rows];
    return copy;
  }

  ingest({ entityId, entityType, timestamp, vector }: NewObservation, sequence: number): void {
    const thing = this.things.get(entityId) ?? { type: 'UNKNOWN', displayName: null };
    this.things.set(entityId, { ...thing, type: entityType ?? thing.type });
    this.rows.push({ entityId, sequence, timestamp: timestamp as number, vector });
  }

  select({ entityId, entityTypes, dimensions, window }: Selection): Row[] {
    return this.rows.filter(
      (row) =>
        (entityId ?? row.entityId) === row.entityId &&
        (entityTypes?.includes(this.things.get(row.entityId)?.type as string) ?? true) &&
        (dimensions ?? row.vector.length) === row.vector.length &&
        row.timestamp >= (window.start ?? -Infinity) &&
        row.timestamp <= (window.end ?? Infinity),
    );
  }

  drop(rows: Row[]): void {
    this.rows = this.rows.filter((row) => !rows.includes(row));
  }

  dropEntity(entityId: string): void {
    this.things.delete(entityId);
    this.rows = this.rows.filter((row) => row.entityId !== entityId);
  }

  nearest(query: readonly number[], selection: Selection) {
    return this.select({ ...selection, dimensions: query.length })
      .map(({ entityId, sequence, timestamp, vector }) => ({
        entityId,
        entityType: this.things.get(entityId)?.type,
        sequence,
        timestamp,
        distance: Math.hypot(...vector.map((value, i) => Math.fround(value) - Math.fround(query[i] as number))),
      }))
      .sort((a, b) => a.distance - b.distance || a.sequence - b.sequence);
  }
}
