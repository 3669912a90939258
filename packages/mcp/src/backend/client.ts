import type { Backend, Client } from './backend.ts';
import { type Fetch, readOnly } from './guard.ts';

export interface Connection {
  readonly url: string;
  readonly token: string | undefined;
  readonly tenant: string | undefined;
  readonly readOnly: boolean;
  readonly fetch?: Fetch;
}

/** The generated Node SDK, loaded when it is first called. It retries, waits and tells errors as in any program. */
export async function connect({
  url,
  token,
  tenant,
  readOnly: only,
  fetch = platformFetch,
}: Connection): Promise<Client> {
  const { VectorScaleClient } = await import('./sdk.ts');
  const client = new VectorScaleClient({
    url,
    fetch: only ? readOnly(fetch) : fetch,
    ...(token !== undefined && { apiKey: token }),
    ...(tenant !== undefined && { tenantId: tenant }),
  });
  return client as unknown as Client;
}

const platformFetch: Fetch = (url, init) => fetch(url, init);

/** A running instance. */
export function clientBackend(connection: Connection): Backend {
  let client: Promise<Client> | undefined;
  return {
    client: () => {
      client ??= connect(connection);
      return client;
    },
    close: async () => {},
  };
}
