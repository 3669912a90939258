import type { Neighbour, SearchPlan, SearchQuery, SearchResult } from '@vectorscaledb/engine';
import { mergedPage, type Page, type Placed } from './merged-page.ts';
import type { Peers } from './peers.ts';

type Beside = Pick<SearchResult, 'compared' | 'within'>;

/**
 * The nearest of all nodes are among the nearest of each. One store breaks ties by the order of arrival; so does this, by the record times of
 * those hits of different nodes that are equally far.
 */
export async function search(peers: Peers, tenant: string, query: SearchQuery): Promise<SearchResult> {
  const { limit, cursor, ...rest } = query;
  const recorded = new Map<Neighbour, number>();
  const { items, beside, nextCursor } = await mergedPage<Neighbour, Beside>({
    peers,
    limit,
    cursor,
    goesOn: query.radius !== undefined,
    ask: async (node, most, from) =>
      pageOf(
        await peers.ask<SearchResult>(node, tenant, 'search', {
          ...rest,
          limit: most,
          ...(from !== undefined && { cursor: from }),
        }),
      ),
    prepare: (all) => noteArrivals(peers, tenant, all, recorded),
    order: (left, right) =>
      left.item.distance - right.item.distance ||
      (left.node === right.node
        ? left.item.sequence - right.item.sequence
        : (recorded.get(left.item) ?? 0) - (recorded.get(right.item) ?? 0) || (left.node < right.node ? -1 : 1)),
  });
  const sum = (of: keyof Beside) => beside.reduce((total, one) => total + one[of], 0);
  return { hits: items, compared: sum('compared'), within: sum('within'), nextCursor };
}

const pageOf = ({ hits, nextCursor, compared, within }: SearchResult): Page<Neighbour, Beside> => ({
  items: hits,
  next: nextCursor,
  beside: { compared, within },
});

async function noteArrivals(
  peers: Peers,
  tenant: string,
  all: readonly Placed<Neighbour>[],
  recorded: Map<Neighbour, number>,
): Promise<void> {
  const nodesAt = new Map<number, Set<string>>();
  for (const { node, item } of all) nodesAt.set(item.distance, (nodesAt.get(item.distance) ?? new Set()).add(node));
  const tied = all.filter(({ item }) => (nodesAt.get(item.distance)?.size ?? 0) > 1);
  await Promise.all(
    [...new Set(tied.map(({ node }) => node))].map(async (node) => {
      const hits = tied.filter((one) => one.node === node).map(({ item }) => item);
      const asked = hits.map(({ entityId, timestamp, sequence }) => ({ entityId, timestamp, sequence }));
      const times = await peers.ask<number[]>(node, tenant, 'recorded', asked).catch(() => []);
      for (const [index, hit] of hits.entries()) recorded.set(hit, times[index] ?? 0);
    }),
  );
}

/** Every node's own plan, and what the conditions leave on all of them together. */
export async function explain(peers: Peers, tenant: string, query: SearchQuery): Promise<SearchPlan> {
  const plans = [...(await peers.askAll<SearchPlan>(tenant, 'explain', query)).values()];
  const [first] = plans as [SearchPlan, ...SearchPlan[]];
  return {
    backend: `federation of ${first.backend}`,
    strategy: `${first.strategy}, on ${plans.length} nodes at once, then an exact merge`,
    index: first.index,
    stages: first.stages.map(({ stage }, index) => ({
      stage,
      observations: plans.reduce((sum, { stages }) => sum + (stages[index]?.observations ?? 0), 0),
    })),
  };
}
