import type {
  EntityQuery,
  EntityRecord,
  EntityRecordPage,
  EntityTypePage,
  EntityTypeRecord,
  ObservationCount,
  PageQuery,
  Selection,
  StoreStatus,
} from '@vectorscaledb/engine';
import { mergedPage } from './merged-page.ts';
import { byCodePoint } from './merged-streams.ts';
import type { Peers } from './peers.ts';

export async function entities(peers: Peers, tenant: string, query: EntityQuery): Promise<EntityRecordPage> {
  const { limit, cursor, ...rest } = query;
  const { items, nextCursor } = await mergedPage<EntityRecord, null>({
    peers,
    limit,
    cursor,
    goesOn: true,
    ask: async (node, most, from) => {
      const asked = { ...rest, limit: most, ...(from !== undefined && { cursor: from }) };
      const page = await peers.ask<EntityRecordPage>(node, tenant, 'entities', asked);
      return { items: page.entities, next: page.nextCursor, beside: null };
    },
    order: (left, right) => byCodePoint(left.item.entityId, right.item.entityId),
  });
  return { entities: items, nextCursor };
}

/** Several nodes have entities of one type: their counts add up. */
export async function entityTypes(peers: Peers, tenant: string, { limit, cursor }: PageQuery): Promise<EntityTypePage> {
  const { items, nextCursor } = await mergedPage<EntityTypeRecord, null>({
    peers,
    limit,
    cursor,
    goesOn: true,
    ask: async (node, most, from) => {
      const asked = { limit: most, ...(from !== undefined && { cursor: from }) };
      const page = await peers.ask<EntityTypePage>(node, tenant, 'entityTypes', asked);
      return { items: page.types, next: page.nextCursor, beside: null };
    },
    order: (left, right) => byCodePoint(left.item.entityType, right.item.entityType),
    join: (left, right) => ({
      entityType: left.entityType,
      entities: left.entities + right.entities,
      observations: left.observations + right.observations,
    }),
  });
  return { types: items, nextCursor };
}

/** No entity is on two nodes, so counts of entities add up as well. */
export async function count(
  peers: Peers,
  tenant: string,
  selection: Selection,
  nodes: readonly string[],
): Promise<ObservationCount> {
  const counts = [...(await peers.askAll<ObservationCount>(tenant, 'count', selection, nodes)).values()];
  const byDimensions = new Map<number, number>();
  for (const { dimensions, observations } of counts.flatMap((one) => one.byDimensions))
    byDimensions.set(dimensions, (byDimensions.get(dimensions) ?? 0) + observations);
  return {
    observations: sumOf(counts, 'observations'),
    entities: sumOf(counts, 'entities'),
    byDimensions: [...byDimensions]
      .sort(([left], [right]) => left - right)
      .map(([dimensions, observations]) => ({ dimensions, observations })),
  };
}

export async function status(peers: Peers, tenant: string): Promise<StoreStatus> {
  const all = [...(await peers.askAll<StoreStatus>(tenant, 'status', null)).values()];
  const [first] = all as [StoreStatus, ...StoreStatus[]];
  const reach = all.flatMap(({ historyFrom }) => (historyFrom === null ? [] : [historyFrom]));
  return {
    backend: `federation of ${first.backend}`,
    durable: all.every(({ durable }) => durable),
    vectorBytes: sumOf(all, 'vectorBytes'),
    entities: sumOf(all, 'entities'),
    observations: sumOf(all, 'observations'),
    compressed: sumOf(all, 'compressed'),
    history: sumOf(all, 'history'),
    // Time travel reaches only as far back as every node can go.
    historyFrom: reach.length === 0 ? null : Math.max(...reach),
  };
}

export const sumOf = <Name extends string>(all: readonly { readonly [_ in Name]: number }[], name: Name): number =>
  all.reduce((sum, one) => sum + one[name], 0);
