import type { Observation, Write } from './writes.ts';

export interface Sent {
  readonly status: number;
  readonly replayed: boolean;
  /** When to come again, in seconds. */
  readonly retryAfter: string | null;
  readonly text: string;
}

export async function send(url: string, { key, method, path, type, body }: Write): Promise<Sent> {
  const response = await fetch(url + path, {
    method,
    headers: { 'idempotency-key': key, ...(type !== undefined && { 'content-type': type }) },
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  const { status, headers } = response;
  return { status, replayed: headers.has('idempotency-replayed'), retryAfter: headers.get('retry-after'), text };
}

export async function read<T>(url: string, path: string, body?: object): Promise<T> {
  const response = await fetch(url + path, {
    ...(body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}

/** Everything stored, as the server gives it line by line. */
export async function everything(url: string): Promise<Observation[]> {
  const response = await fetch(`${url}/v1/vectors/export`);
  const text = await response.text();
  if (!response.ok) throw new Error(`the export answered ${response.status}: ${text}`);
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Observation);
}
