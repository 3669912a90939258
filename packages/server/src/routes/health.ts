import { formatTime } from '@vectorscaledb/engine';
import { operation } from '../operation.ts';
import { Identity, NodeList, Status } from '../schemas/health.ts';
import { version } from '../version.ts';

export const getStatus = operation({
  operationId: 'get_status',
  method: 'GET',
  path: '/v1/status',
  capability: 'health',
  summary: 'How the server is',
  description: "The server's state and version, and what it holds for the calling tenant.",
  success: { description: 'The status.', schema: Status },
  async handle(_input, { store, tenant, server }) {
    const status = await store.status(tenant);
    return {
      status: server.draining ? 'draining' : 'ok',
      version,
      uptime_seconds: server.uptimeSeconds,
      storage: {
        backend: status.backend,
        durable: status.durable,
        vector_bytes: status.vectorBytes,
        compressed: status.compressed,
        history: status.history,
        history_from: status.historyFrom === null ? null : formatTime(status.historyFrom),
      },
      entities: status.entities,
      observations: status.observations,
    };
  },
});

export const whoami = operation({
  operationId: 'whoami',
  method: 'GET',
  path: '/v1/whoami',
  capability: 'health',
  summary: 'Who a request comes from',
  description:
    'The tenant a request with these credentials acts for, those it could act for, and what is left of its request rate.',
  success: { description: 'Who it is.', schema: Identity },
  async handle(_input, { tenant, caller }) {
    const { tenants, authenticated, rate } = caller;
    return {
      tenant_id: tenant,
      tenants: tenants === 'any' ? null : [...tenants],
      authenticated,
      rate_limit: rate && {
        requests_per_second: rate.perSecond,
        burst: rate.burst,
        remaining: rate.remaining,
      },
    };
  },
});

export const listNodes = operation({
  operationId: 'list_nodes',
  method: 'GET',
  path: '/v1/nodes',
  capability: 'health',
  summary: 'List the servers of this database',
  description:
    'The server that answers, and all others that serve the same data. Embedded storage has one; servers that share a database list each other within seconds.',
  success: { description: 'The servers.', schema: NodeList },
  async handle(_input, { store, server }) {
    const nodes = await store.nodes(server.node());
    return {
      nodes: nodes.map(({ nodeId, draining, version, startedAt, seenAt }) => ({
        node_id: nodeId,
        state: draining ? 'draining' : 'ok',
        version,
        started_at: formatTime(startedAt),
        seen_at: formatTime(seenAt),
      })),
    };
  },
});
