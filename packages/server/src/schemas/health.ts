import { Type } from 'typebox';
import { Count, Timestamp } from './common.ts';
import { component, described, nullable, openEnum } from './component.ts';

export const ServerState = openEnum('ServerState', ['ok', 'draining'], {
  description: 'Whether the server takes requests, or is finishing those it has before it stops.',
});

const StorageStatus = component(
  'StorageStatus',
  Type.Object(
    {
      backend: Type.String({ description: 'What keeps the data.', examples: ['sqlite'] }),
      durable: Type.Boolean({ description: 'Whether acknowledged writes outlive the process.', examples: [true] }),
      vector_bytes: Count("Bytes the tenant's vectors take in the store.", 48_000),
      compressed: Count('How many observations are held as a difference from an earlier one.', 812),
      history: Count('How many deleted observations are kept for time travel.', 2880),
      history_from: nullable(
        Timestamp(
          'The earliest instant that `as_of_knn` can go back to, in UTC; null when it can go back to the beginning.',
        ),
      ),
    },
    { description: "How the tenant's data is kept." },
  ),
);

export const Status = component(
  'Status',
  Type.Object(
    {
      status: ServerState,
      version: Type.String({ description: "The server's version.", examples: ['0.1.0'] }),
      uptime_seconds: Type.Number({ description: 'Seconds since the server started.', minimum: 0, examples: [86_400] }),
      storage: StorageStatus,
      entities: Count('How many entities the tenant has.', 120),
      observations: Count('How many observations the tenant has.', 172_800),
    },
    { description: 'How the server is, and what it holds for the calling tenant.' },
  ),
);

const RateLimitStatus = component(
  'RateLimitStatus',
  Type.Object(
    {
      requests_per_second: Type.Number({
        description: 'Requests that come back each second.',
        minimum: 0,
        examples: [50],
      }),
      burst: Type.Number({ description: 'Requests that can be saved up.', minimum: 0, examples: [50] }),
      remaining: Type.Number({ description: 'Requests left now, this one taken off.', minimum: 0, examples: [49] }),
    },
    { description: 'The request rate of an API key.' },
  ),
);

const tenantName = { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$', examples: ['your-tenant'] };

export const Identity = component(
  'Identity',
  Type.Object(
    {
      tenant_id: Type.String({ description: 'The tenant this request acts for.', ...tenantName }),
      tenants: nullable(
        Type.Array(Type.String(tenantName), {
          description: 'The tenants the API key may act for; null when it may act for any.',
          examples: [['your-tenant']],
        }),
      ),
      authenticated: Type.Boolean({
        description: 'Whether an API key was checked; false on a server that has none and lets everyone in.',
        examples: [true],
      }),
      rate_limit: described(nullable(RateLimitStatus), {
        description: 'The request rate of the API key; null when it has no limit.',
      }),
    },
    { description: 'Who a request comes from, as the server sees it.' },
  ),
);

const Node = component(
  'Node',
  Type.Object(
    {
      node_id: Type.String({ description: 'Names the server process.', examples: ['node_9f1c2d3e4f5a6b7c'] }),
      state: ServerState,
      version: Type.String({ description: 'Its version.', examples: ['0.1.0'] }),
      started_at: Timestamp('When it started, in UTC.'),
      seen_at: Timestamp('When it last said that it is alive, in UTC.'),
    },
    { description: 'A server that serves this data.' },
  ),
);

export const NodeList = component(
  'NodeList',
  Type.Object(
    {
      nodes: Type.Array(Node, { description: 'The servers that were lately alive, in the order they started.' }),
    },
    { description: 'The servers of this database.', 'x-items': 'nodes' },
  ),
);
