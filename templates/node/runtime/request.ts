import { InvalidArgumentError } from '../errors.js';
import type { Endpoint } from './endpoint.js';
import { printJson } from './json.js';
import type { CallOptions } from './options.js';
import type { Payload } from './payload.js';
import { isRecord } from './records.js';

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
  if (body === undefined || isRecord(body)) return Object.assign({}, body, ...given);
  throw new InvalidArgumentError({ message: 'extraBody: this body has no members to add to' });
}
