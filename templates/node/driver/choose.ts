import type { Members, Operation } from './operation.js';
import { type Request, UnsupportedRequest } from './protocol.js';

/** The operation a request names, in the way of calling it that its body, its Accept header and `take` ask for. */
export function choose<Client>(operations: readonly Operation<Client>[], request: Request): Operation<Client> {
  const { operation: wanted, content_type, take } = request;
  const named = operations.filter(({ id, method, path }) => id === wanted || `${method} ${path}` === wanted);
  const own = named.find(({ isAlternative }) => !isAlternative) ?? named[0];
  if (!own) throw new UnsupportedRequest(`there is no operation ${JSON.stringify(wanted)}`);
  const ways = named.filter(({ id }) => id === own.id);
  const narrow = (found: readonly Operation<Client>[], fits: (one: Operation<Client>) => boolean) =>
    found.some(fits) ? found.filter(fits) : found;
  const type = essence(
    ways.some((one) => essence(one.contentType) === essence(content_type)) ? content_type : own.contentType,
  );
  const ofType = narrow(ways, (one) => essence(one.contentType) === type);
  const possible = narrow(ofType, (one) => agrees(one.fixed, request.body));
  const accepted = narrow(possible, ({ accept }) => accept === acceptOf(request));
  const isStream = (one: Operation<Client>) => one.shape === 'stream';
  const streams = take !== undefined ? narrow(accepted, isStream) : accepted;
  // A member that is always the same, and that the body has, says which way is meant.
  const meant = narrow(streams, (one) => says(one.fixed, request.body));
  return meant[0] ?? own;
}

/** The same operation, by the transport that is asked for. */
export function following<Client>(operation: Operation<Client>, { transport }: Request): Operation<Client> {
  if (transport === undefined) return operation;
  const { subscribe } = operation;
  if (transport === 'websocket' && subscribe) return { ...operation, run: subscribe };
  throw new UnsupportedRequest(`there is no ${JSON.stringify(operation.id)} by ${JSON.stringify(transport)}`);
}

function essence(type: string | null | undefined): string {
  return (type ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function acceptOf({ params }: Request): unknown {
  return Object.entries(params?.header ?? {}).find(([name]) => name.toLowerCase() === 'accept')?.[1];
}

function agrees(fixed: Members, body: unknown): boolean {
  const given = (body ?? {}) as Members;
  return Object.entries(fixed).every(([name, value]) => given[name] === undefined || given[name] === value);
}

function says(fixed: Members, body: unknown): boolean {
  const given = (body ?? {}) as Members;
  return Object.keys(fixed).some((name) => given[name] === fixed[name]);
}
