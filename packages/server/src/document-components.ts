import { limits } from './limits.ts';
import { retryableStatuses } from './schemas/errors.ts';

export const ref = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` });

export const sharedParameters = {
  TenantId: {
    name: 'X-Tenant-ID',
    in: 'header',
    description: "The tenant to act for, where the key may act for several. Absent: the key's own, or its first.",
    schema: { type: 'string', pattern: '^[A-Za-z0-9_-]+$', minLength: 1, maxLength: 64, examples: ['your-tenant'] },
    'x-client': 'tenant_id',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Any string unique to what is to be done once: a second request with it is answered as the first was, for 24 hours per tenant and operation. ' +
      'With another body it answers 422 `idempotency_key_reused`; while the first still runs, 409 `request_in_progress`. Failures are not kept.',
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: limits.idempotencyKeyLength,
      examples: ['7c9e6679-7425-40de-944b-e07fc1f90ae7'],
    },
  },
};

export const sharedHeaders = {
  RequestId: {
    description: 'Identifies this request in the logs; what the caller sent, or made by the server.',
    schema: { type: 'string', examples: ['req_01J8Z3K6W5'] },
  },
  IdempotencyReplayed: {
    description: 'Present where this is the answer kept for the `Idempotency-Key`, and nothing was done again.',
    schema: { type: 'string', const: 'true', examples: ['true'] },
  },
  WwwAuthenticate: {
    description: 'How to present an API key.',
    schema: { type: 'string', examples: ['Bearer realm="vectorscaledb"'] },
  },
  RetryAfter: {
    description: 'Seconds to wait before trying again.',
    schema: { type: 'integer', minimum: 0, examples: [1] },
  },
};

export function errorResponse([status, { name, description }]: [string, { name: string; description: string }]): [
  string,
  object,
] {
  const headers = {
    'X-Request-ID': ref('headers', 'RequestId'),
    ...(status === '401' && { 'WWW-Authenticate': ref('headers', 'WwwAuthenticate') }),
    ...(retryableStatuses.has(Number(status)) && { 'Retry-After': ref('headers', 'RetryAfter') }),
  };
  return [name, { description, headers, content: { 'application/json': { schema: { $ref: 'Error#' } } } }];
}
