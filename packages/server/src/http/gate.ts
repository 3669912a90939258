import type { FastifyRequest } from 'fastify';
import { type KeyRing, TENANT, tenantOf } from '../auth.ts';
import type { RateLimit } from '../rate-limit.ts';
import { ApiError, invalid } from './errors.ts';

/** Who may pass: a known key, within its rate, for a tenant it may act for. Returns that tenant. */
export function admit(request: FastifyRequest, keys: KeyRing, rate: RateLimit | undefined): string {
  const key = presentedKey(request);
  const caller = keys.find(key);
  if (!caller)
    throw key === undefined
      ? unauthorized('missing_credentials', 'no API key was sent')
      : unauthorized('invalid_credentials', 'the API key is not valid');
  const seconds = rate?.take(caller.id) ?? 0;
  if (seconds > 0) {
    throw new ApiError(429, 'rate_limited', 'the request rate of this API key is used up', {
      retryAfter: Math.ceil(seconds),
    });
  }
  const named = request.headers['x-tenant-id'];
  if (named !== undefined && !(typeof named === 'string' && TENANT.test(named)))
    throw invalid('header/X-Tenant-ID is not a tenant name');
  const tenant = tenantOf(caller, named);
  if (tenant === null) throw new ApiError(403, 'tenant_forbidden', 'the API key may not act for this tenant');
  return tenant;
}

function presentedKey({ headers }: FastifyRequest): string | undefined {
  const key = headers['x-api-key'];
  if (typeof key === 'string') return key;
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}

const unauthorized = (code: string, message: string) =>
  new ApiError(401, code, message, { headers: { 'www-authenticate': 'Bearer realm="vectorscaledb"' } });
