import { SqliteStore, type Store } from '@vectorscaledb/engine';
import { type EmbeddedServer, embed, readOnlyStore } from 'vectorscaledb/embedded';
import { Adoption } from './adoption.ts';
import { type Buckets, openBuckets } from './buckets.ts';
import { answerCalls, Calls } from './calls.ts';
import { federatedStore } from './federated-store.ts';
import { Feed } from './feed.ts';
import { Identity } from './identity.ts';
import { Link } from './link.ts';
import { Locator } from './locate.ts';
import { Members } from './members.ts';
import { Owners } from './owners.ts';
import { Peers } from './peers.ts';
import { Publisher } from './publisher.ts';
import { Served } from './served.ts';
import { Snapshots } from './snapshots.ts';
import { federatedServer } from './writes.ts';

export interface NodeOptions {
  readonly directory: string;
  readonly servers: readonly string[];
  readonly credentials: string | undefined;
  readonly node: string | undefined;
  readonly forget: string | undefined;
  readonly tenant: string;
  readonly deadlineMs: number;
  readonly readOnly: boolean;
}

/** How long the first request waits for the federation before it is answered from what is here. */
const JOIN_MS = 3_000;

/** A node of a federation: its own store, what others ask of it, and what it asks of them. */
export function openNode(options: NodeOptions): Pick<EmbeddedServer, 'request' | 'close'> {
  const identity = new Identity(options.directory, options.node);
  const store = openStore(options);
  const link = new Link();
  const members = new Members(identity);
  const calls = new Calls(() => link.trouble === null);
  const own = embed(store);
  const served = new Served(store, own);
  let joined: { readonly buckets: Buckets; readonly owners: Owners; readonly publisher: Publisher } | null = null;
  const adoption = new Adoption(store, identity, (tenant) => joined?.publisher.publish(tenant));
  const answer = async (tenant: string, method: string, argument: unknown): Promise<unknown> => {
    await adoption.ensure(tenant, method === 'write');
    return served.answer(tenant, method, argument);
  };
  const { deadlineMs } = options;
  const peers = new Peers({ members, calls, answer, deadlineMs, cutOff: () => link.trouble });
  const locator = new Locator(members.self, store, () => (link.trouble === null ? (joined?.owners ?? null) : null));
  const snapshots = new Snapshots(peers, () => joined?.buckets.snapshots ?? null);
  const feed = new Feed(peers, () =>
    joined && link.nats ? { nats: link.nats, manager: joined.buckets.manager } : null,
  );
  const reading = embed(federatedStore({ local: store, peers, locator, members, snapshots, feed }));
  const server = federatedServer(reading, { peers, locator, snapshots });

  const { servers, credentials } = options;
  const joining = link.open({ servers, credentials, name: identity.node }, async (nats) => {
    const buckets = await openBuckets(nats);
    await members.join(nats, buckets.members, options.forget);
    const owners = new Owners(buckets.owners, members);
    adoption.owners = owners;
    await adoption.ensure(options.tenant, false);
    const publisher = new Publisher(nats, buckets.manager, store, identity);
    joined = { buckets, owners, publisher };
    calls.start(nats);
    answerCalls(nats, identity.node, ({ tenant, method, argument }) => answer(tenant, method, argument));
    for (const tenant of Object.keys(identity.tenants)) publisher.publish(tenant);
  });
  const begun = Promise.race([joining, new Promise<void>((resolve) => setTimeout(resolve, JOIN_MS).unref())]);

  return {
    async request(request) {
      await begun;
      return server.request(request);
    },
    async close() {
      members.leave();
      joined?.publisher.close();
      served.close();
      await reading.close();
      await own.close();
      await link.close();
    },
  };
}

function openStore({ directory, readOnly }: NodeOptions): Store {
  const store = new SqliteStore({ directory });
  return readOnly ? readOnlyStore(store) : store;
}
