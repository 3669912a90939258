import { Refusal } from '../calls/refusal.ts';
import { tools } from '../generated/tools.ts';

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

const reads = tools
  .filter(({ effect }) => effect === 'reads')
  .map(({ route }) => new RegExp(`^${route.replaceAll(/\{\w+\}/g, '[^/]+')}$`));

/** Lets requests through that only read, whoever makes them: the last gate before the store in every mode. */
export function readOnly(fetch: Fetch): Fetch {
  return async (url, init) => {
    const route = `${init.method ?? 'GET'} ${new URL(url).pathname}`;
    if (!reads.some((pattern) => pattern.test(route)))
      throw new Refusal('read_only', 'this server only reads', 'Start it without --read-only to change data.');
    return fetch(url, init);
  };
}
