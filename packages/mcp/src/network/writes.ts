import type { EmbeddedRequest, EmbeddedServer } from 'vectorscaledb/embedded';
import { Unreachable } from './calls.ts';
import { coverageLog } from './coverage.ts';
import { createSnapshot, everywhere, restoreSnapshot } from './everywhere.ts';
import type { Locator } from './locate.ts';
import { unknownOwner } from './locate.ts';
import type { Peers } from './peers.ts';
import { answerOf, headerOf, objectOf, passedOn, unavailableAnswer, whyNot } from './requests.ts';
import type { WholeAnswer } from './served.ts';
import type { Snapshots } from './snapshots.ts';
import { importLines, ingestBatch } from './split.ts';

export const WRITE_MS = 15_000;
const TENANT = /^[A-Za-z0-9_-]{1,64}$/;
const ENTITY = /^\/v1\/entities\/([^/]+)$/;
const RESTORE = /^\/v1\/snapshots\/([^/]+)\/restore$/;

export interface Writing {
  readonly tenant: string;
  readonly request: EmbeddedRequest;
  readonly peers: Peers;
  readonly locator: Locator;
  readonly snapshots: Snapshots;
}

/**
 * Brings a write to the owners of what it writes. It goes there as a request with its idempotency key, so that owners do it once however
 * often and through whichever node it comes. Null for what writes nothing.
 */
export async function write(around: Omit<Writing, 'tenant'>): Promise<WholeAnswer | null> {
  const { request } = around;
  const { pathname } = new URL(request.url, 'http://node.invalid');
  const tenant = headerOf(request, 'x-tenant-id') ?? 'default';
  if (!TENANT.test(tenant)) return null;
  try {
    return await route(`${request.method} ${pathname}`, pathname, { ...around, tenant });
  } catch (error) {
    return answerOf(error);
  }
}

async function route(name: string, path: string, writing: Writing): Promise<WholeAnswer | null> {
  const { method } = writing.request;
  const entity = ENTITY.exec(path)?.[1];
  if (entity !== undefined && (method === 'PATCH' || method === 'DELETE'))
    return toOwner(writing, decodeURIComponent(entity));
  const snapshot = RESTORE.exec(path)?.[1];
  if (snapshot !== undefined && method === 'POST') return restoreSnapshot(writing, snapshot);
  switch (name) {
    case 'POST /v1/vectors':
      return ingest(writing);
    case 'POST /v1/vectors/batch':
      return ingestBatch(writing);
    case 'POST /v1/vectors/import':
      return importLines(writing);
    case 'POST /v1/vectors/delete':
      return deleteVectors(writing);
    case 'POST /v1/snapshots':
      return createSnapshot(writing);
    case 'POST /v1/storage/compact':
    case 'POST /v1/storage/retention':
      return everywhere(writing);
    default:
      return null;
  }
}

async function ingest(writing: Writing): Promise<WholeAnswer> {
  const { tenant, request, locator, peers } = writing;
  const entity = objectOf(request)?.entity_id;
  if (typeof entity !== 'string') return at(writing, peers.self);
  const owner = (await locator.claim(tenant, [entity])).get(entity);
  return owner === undefined ? answerOf(unknownOwner(entity)) : at(writing, owner);
}

async function deleteVectors(writing: Writing): Promise<WholeAnswer | null> {
  const body = objectOf(writing.request);
  if (body?.dry_run === true) return null;
  if (typeof body?.entity_id === 'string') return toOwner(writing, body.entity_id);
  const isFilter = body !== null && Object.keys(body).some((name) => name !== 'dry_run');
  return isFilter ? everywhere(writing) : at(writing, writing.peers.self);
}

/** What nobody has this node may refuse. */
async function toOwner(writing: Writing, entity: string): Promise<WholeAnswer> {
  const { tenant, locator, peers } = writing;
  return at(writing, (await locator.find(tenant, entity)) ?? peers.self);
}

async function at({ tenant, request, peers }: Writing, owner: string): Promise<WholeAnswer> {
  try {
    return await peers.ask<WholeAnswer>(owner, tenant, 'write', passedOn(request), WRITE_MS);
  } catch (error) {
    if (error instanceof Unreachable) return unavailableAnswer(whyNot(owner, error));
    throw error;
  }
}

/** What writes goes to owners, all else to the federated server. Every answer is labelled, also one that only this node had to give. */
export function federatedServer(
  reading: EmbeddedServer,
  around: Omit<Writing, 'tenant' | 'request'>,
): Pick<EmbeddedServer, 'request'> {
  return {
    request: async (request) => {
      const askedAt = performance.now();
      const answer = (await write({ ...around, request })) ?? (await reading.request(request));
      const log = coverageLog();
      if (log?.coverage === null) log.answered(around.peers.self, askedAt);
      return answer;
    },
  };
}
