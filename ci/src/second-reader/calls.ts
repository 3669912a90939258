import type { SuiteCase } from '@vectorscaledb/conformance';

type Paths = { readonly [path: string]: { readonly [method: string]: { readonly operationId?: unknown } } };

/** Cases of one call and one request that a client without a runtime contract can be asked to make. */
export const isOneRequest = ({ fixture, wire, gives, before, answers, call }: SuiteCase): boolean =>
  fixture !== 'contract' &&
  wire?.length === 1 &&
  !before &&
  gives.error === undefined &&
  call.take === undefined &&
  answers.length === 1 &&
  answers.every(({ fault }) => !fault);

/** `METHOD /path` of an operation, whose name is each generator's own. */
export function placeOf(operation: string, paths: Paths): string {
  for (const [path, item] of Object.entries(paths)) {
    for (const [method, { operationId }] of Object.entries(item)) {
      if (operationId === operation) return `${method.toUpperCase()} ${path}`;
    }
  }
  return operation;
}

/** The credentials a request must carry, of all a case has: their client sends whatever it is given. */
export function credentialsOf({ call, wire }: SuiteCase): SuiteCase['call']['client'] {
  const { client } = call;
  if (!client?.auth) return client;
  const sent = JSON.stringify(wire);
  const isSent = (value: unknown): boolean => typeof value !== 'string' || sent.includes(value);
  return { ...client, auth: Object.fromEntries(Object.entries(client.auth).filter(([, value]) => isSent(value))) };
}
