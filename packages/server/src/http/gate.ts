import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, type KeyRing, TENANT, tenantOf } from '../auth.ts';
import type { RateLimit } from '../rate-limit.ts';
import { ApiError, invalid } from './errors.ts';

/** Who was let in, and the tenant it acts for. */
export interface Admitted {
  caller: Caller;
  tenant: string;
}

/** What a caller says of itself, wherever it says it. */
export interface Credentials {
  key?: string | undefined;
  tenant?: string | undefined;
}

/** Who may pass: a known key, within its rate, for a tenant it may act for. */
export function admit({ key, tenant: named }: Credentials, keys: KeyRing, rate: RateLimit | undefined): Admitted {
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
  if (named !== undefined && !TENANT.test(named)) throw invalid('X-Tenant-ID is not a tenant name');
  const tenant = tenantOf(caller, named);
  if (tenant === null) throw new ApiError(403, 'tenant_forbidden', 'the API key may not act for this tenant');
  return { caller, tenant };
}

/** Of a header sent twice Node makes one, which is no tenant's name. */
export const credentialsOf = ({ headers }: { headers: IncomingHttpHeaders }): Credentials => ({
  key: presentedKey(headers),
  tenant: headers['x-tenant-id']?.toString(),
});

function presentedKey(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['x-api-key'];
  if (typeof key === 'string') return key;
  return /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
}

const unauthorized = (code: string, message: string) =>
  new ApiError(401, code, message, { headers: { 'www-authenticate': 'Bearer realm="vectorscaledb"' } });
