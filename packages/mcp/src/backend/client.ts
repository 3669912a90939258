import { Refusal } from '../calls/refusal.ts';
import type { Backend, Client } from './backend.ts';
import { type Fetch, readOnly } from './guard.ts';
import { httpFetch } from './http-fetch.ts';

export interface Connection {
  readonly url: string;
  readonly token: string | undefined;
  readonly tenant: string | undefined;
  readonly readOnly: boolean;
  readonly fetch: Fetch;
}

/** The generated Node SDK, loaded when it is first called. It retries, waits and tells errors as in any program. */
export async function connect({ url, token, tenant, readOnly: only, fetch }: Connection): Promise<Client> {
  const { VectorScaleClient } = await import('./sdk.ts');
  const client = new VectorScaleClient({
    url,
    fetch: only ? readOnly(fetch) : fetch,
    ...(token !== undefined && { apiKey: token }),
    ...(tenant !== undefined && { tenantId: tenant }),
  });
  return client as unknown as Client;
}

export async function documentAt(url: string, fetch: Fetch, signal: AbortSignal): Promise<string> {
  const response = await fetch(`${url.replace(/\/+$/, '')}/openapi.json`, { signal });
  if (!response.ok)
    throw new Refusal('no_document', 'the instance does not serve its document', 'docs/tools.md has all tools.');
  return response.text();
}

/** A running instance. */
export function clientBackend(options: Omit<Connection, 'fetch'>): Backend {
  const connection = { ...options, fetch: httpFetch() };
  let client: Promise<Client> | undefined;
  return {
    client: () => {
      client ??= connect(connection);
      return client;
    },
    document: (signal) => documentAt(connection.url, connection.fetch, signal),
    close: async () => {},
  };
}
