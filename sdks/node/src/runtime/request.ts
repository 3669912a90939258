import { InvalidArgumentError } from '../errors.js';
import type { Endpoint } from './endpoint.js';
import { printJson } from './json.js';
import type { CallOptions } from './options.js';
import type { Payload } from './payload.js';
import { isRecord, put } from './records.js';

/** The body of a call; undefined when it has none. */
export function payloadOf<Params>(
  endpoint: Endpoint<Params, unknown>,
  params: Params,
  { extraBody }: CallOptions,
): Payload | undefined {
  const value = withExtras(endpoint.body?.(params), endpoint.fixed, extraBody);
  if (value === undefined) return undefined;
  return endpoint.send?.(value, endpoint.contentType ?? '') ?? { body: printJson(value) };
}

/** A body with members that are always the same, and with those the method does not know. */
export function withExtras(
  body: unknown,
  ...more: readonly (Readonly<Record<string, unknown>> | undefined)[]
): unknown {
  const given = more.filter((one) => one !== undefined);
  if (given.length === 0) return body;
  if (body === undefined || isRecord(body)) {
    const all: Record<string, unknown> = {};
    for (const one of [body ?? {}, ...given]) for (const [name, value] of Object.entries(one)) put(all, name, value);
    return all;
  }
  throw new InvalidArgumentError({ message: 'extraBody: this body has no members to add to' });
}
