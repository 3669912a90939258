import { put } from '../src/runtime/records.js';
import type { Argument, Members, Operation } from './operation.js';
import { type Request, UnsupportedRequest } from './protocol.js';
import { callerValue, withOctets } from './values.js';

/** What a method is called with. */
export interface Call {
  readonly params: Members;
  readonly options: Members;
  readonly items: readonly unknown[];
}

/** Everything of a request in its place; what the method does not know goes through its options. */
export function callOf<Client>(
  operation: Operation<Client>,
  { params: given = {}, ...request }: Request,
  signal: AbortSignal,
): Call {
  const call = { params: {} as Record<string, unknown>, items: [] as readonly unknown[] };
  const extra: Record<string, Record<string, unknown>> = { query: {}, header: {}, cookie: {} };
  for (const [place, values] of Object.entries(given)) {
    for (const [wire, json] of Object.entries(values ?? {})) {
      const argument = find(operation, place, wire);
      if (argument) call.params[argument.name] = callerValue(argument.codec, json);
      else extra[place] = { ...extra[place], [wire]: json };
    }
  }
  const whole = operation.arguments.find((argument) => argument.in === 'body');
  let extraBody: Record<string, unknown> | undefined;
  if ('body' in request && whole) call.params[whole.name] = bodyOf(whole, withOctets(request.body), request.once);
  else if ('body' in request) extraBody = spread(operation, withOctets(request.body), call);
  const options = optionsOf(operation, extra, extraBody);
  if (request.extras) refuseExtras(options, [OF_ANY_CALL, ...request.extras.map((name) => name.toLowerCase())]);
  return { ...call, options: { ...options, signal } };
}

/** Every call may have one, whatever its operation declares. */
const OF_ANY_CALL = 'idempotency-key';

/** What the document does not name would reach the wire past a declaration that is wrong. */
function refuseExtras({ headers = {}, extraQuery = {}, extraBody = {} }: Members, allowed: readonly string[]): void {
  const names = [headers, extraQuery, extraBody].flatMap((values) => Object.keys(values as object));
  const odd = names.find((name) => !allowed.includes(name.toLowerCase()));
  if (odd !== undefined) throw new UnsupportedRequest(`the operation does not declare ${odd}`);
}

function find<Client>(operation: Operation<Client>, place: string, wire: string): Argument | undefined {
  const same = (one: string) => one === wire || (place === 'header' && one.toLowerCase() === wire.toLowerCase());
  return operation.arguments.find((argument) => argument.in === place && same(argument.wire));
}

function bodyOf({ codec, isMany }: Argument, json: unknown, once = false): unknown {
  if (!isMany || !Array.isArray(json)) return callerValue(codec, json);
  const items = json.map((item) => callerValue(codec, item));
  return once ? items.values() : items;
}

/** A body's members among the parameters; those that are none of them come back. */
function spread<Client>(
  operation: Operation<Client>,
  json: unknown,
  call: { params: Record<string, unknown>; items: readonly unknown[] },
): Record<string, unknown> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new TypeError('the body must be an object: its members are arguments of the method');
  }
  const rest: Record<string, unknown> = {};
  for (const [wire, value] of Object.entries(json)) {
    const argument = find(operation, 'member', wire);
    const [list, item] = operation.list ?? [];
    if (wire === list && item && Array.isArray(value)) call.items = value.map((one) => callerValue(item, one));
    else if (argument) call.params[argument.name] = callerValue(argument.codec, value);
    else if (!Object.hasOwn(operation.fixed, wire)) put(rest, wire, value);
  }
  return rest;
}

function optionsOf<Client>(
  { accept, shape }: Operation<Client>,
  { query = {}, header = {}, cookie = {} }: Record<string, Record<string, unknown>>,
  extraBody: Record<string, unknown> | undefined,
): Members {
  const cookies = Object.entries(cookie).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`);
  const headers = Object.entries(header).filter(([name, value]) => name.toLowerCase() !== 'accept' || value !== accept);
  const texts = Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), String(value)]));
  const { 'last-event-id': lastEventId, ...others } = texts;
  const isResumed = shape === 'stream' && lastEventId !== undefined;
  return {
    headers: { ...(isResumed ? others : texts), ...(cookies.length > 0 && { cookie: cookies.join('; ') }) },
    ...(isResumed && { lastEventId }),
    ...(Object.keys(query).length > 0 && { extraQuery: query }),
    ...(extraBody && { extraBody }),
  };
}
