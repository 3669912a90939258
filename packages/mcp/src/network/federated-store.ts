import { type ObservationRecord, type Store, StoreError } from '@vectorscaledb/engine';
import type { Feed } from './feed.ts';
import type { Locator } from './locate.ts';
import type { Members } from './members.ts';
import { byCodePoint, mergedStreams } from './merged-streams.ts';
import type { Peers } from './peers.ts';
import * as reading from './reading.ts';
import { explain, search } from './search.ts';
import type { Snapshots } from './snapshots.ts';
import * as tracks from './tracks.ts';

type FullTrack = ReturnType<Store['tracks']> extends AsyncIterable<infer Track> ? Track : never;

export interface FederationParts {
  readonly local: Store;
  readonly peers: Peers;
  readonly locator: Locator;
  readonly members: Members;
  readonly snapshots: Snapshots;
  readonly feed: Feed;
}

/**
 * What all nodes hold, read as one store: so every operation above it is the same code as on one node, and as exact. An entity lies whole on
 * its owner, which is asked alone for what is the entity's own. Writes go to owners as whole requests, and never come here.
 */
export function federatedStore({ local, peers, locator, members, snapshots, feed }: FederationParts): Store {
  const ownerOf = async (tenant: string, entityId: string): Promise<string> =>
    // What nobody has this node may refuse.
    (await locator.find(tenant, entityId)) ?? peers.self;
  const nodesFor = async (tenant: string, entityId: string | undefined): Promise<readonly string[]> =>
    entityId === undefined ? peers.names : [await ownerOf(tenant, entityId)];
  const own = async <T>(tenant: string, entityId: string, method: string, argument: object): Promise<T> =>
    peers.askOwner<T>(await ownerOf(tenant, entityId), tenant, method, { entityId, ...argument });

  return {
    search: (tenant, query) => search(peers, tenant, query),
    explain: (tenant, query) => explain(peers, tenant, query),

    entity: (tenant, entityId) => own(tenant, entityId, 'entity', {}),
    entities: (tenant, query) => reading.entities(peers, tenant, query),
    entityTypes: (tenant, query) => reading.entityTypes(peers, tenant, query),
    history: (tenant, entityId, query) => own(tenant, entityId, 'history', { query }),
    async count(tenant, selection) {
      return reading.count(peers, tenant, selection, await nodesFor(tenant, selection.entityId));
    },
    async *scan(tenant, selection) {
      const nodes = await nodesFor(tenant, selection.entityId);
      const all = mergedStreams<ObservationRecord>(peers, tenant, 'scan', selection, nodes, byEntity);
      for await (const one of all) yield [one];
    },
    snapshots: (tenant) => snapshots.list(tenant),
    status: (tenant) => reading.status(peers, tenant),
    nodes: async () => {
      peers.noteWhoIsThere();
      return members.list();
    },

    track: (tenant, entityId, query) => own(tenant, entityId, 'track', { query }),
    tracks: (tenant, query) => mergedStreams<FullTrack>(peers, tenant, 'tracks', query, peers.names, byEntity),
    async timeExtent(tenant, query) {
      return tracks.timeExtent(peers, tenant, query, await nodesFor(tenant, query.entityId));
    },
    async timeCounts(tenant, query) {
      return tracks.timeCounts(peers, tenant, query, await nodesFor(tenant, query.entityId));
    },
    sealCursor: (tenant, scope, place) => local.sealCursor(tenant, scope, place),
    openCursor: (tenant, scope, cursor) => local.openCursor(tenant, scope, cursor),

    changes: (tenant, query) => feed.follow(tenant, query),
    poll: (tenant, query) => feed.poll(tenant, query),

    ingest: refuse,
    updateEntity: refuse,
    deleteEntity: refuse,
    deleteVectors: refuse,
    applyRetention: refuse,
    createSnapshot: refuse,
    restoreSnapshot: refuse,
    compact: refuse,
    receipt: async () => null,

    ping: () => local.ping(),
    close: async () => {},
  };
}

const byEntity = (left: { readonly entityId: string }, right: { readonly entityId: string }): number =>
  byCodePoint(left.entityId, right.entityId);

async function refuse(): Promise<never> {
  throw new StoreError('invalid_request', 'a federation is written to by whole requests to its owners');
}
