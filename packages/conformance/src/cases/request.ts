import { Exact, type Value } from '../exact/json.ts';
import type { Call, WireRequest } from '../fixtures/case.ts';
import type { Document } from '../fixtures/fixture.ts';
import { bodyFor } from './body.ts';
import { credentialsOf } from './credentials.ts';
import type { Content, Operation, Parameter, resolver } from './document.ts';
import { type Mode, sample } from './sample.ts';
import { serialize } from './serialize.ts';

/** A call as a driver is asked to make it, and the request it must be. */
export interface Made {
  readonly call: Call;
  readonly wire: WireRequest;
}

/** OpenAPI says these are not parameters. */
const NOT_PARAMETERS = new Set(['accept', 'content-type', 'authorization']);

export interface Making {
  readonly mode: Mode;
  readonly content: Content | null;
  /** Members of the body that ask for a stream, or not to have one. */
  readonly fixed?: Readonly<Record<string, Value>>;
}

/** Null where the document has no value for something that is required. */
export function makeRequest(
  document: Document,
  resolve: ReturnType<typeof resolver>,
  operation: Operation,
  { mode, content, fixed = {} }: Making,
): Made | null {
  const given = operation.parameters
    .filter(({ name, in: place }) => place !== 'header' || !NOT_PARAMETERS.has(name.toLowerCase()))
    .filter(({ required }) => required || mode !== 'minimal')
    .map((parameter, place) => ({ parameter, value: valueFor(resolve, parameter, mode, place) }))
    .filter(({ parameter, value }) => parameter.required || value !== undefined);
  if (given.some(({ value }) => value === undefined)) return null;
  const values = given as { parameter: Parameter; value: Value }[];
  const leftOut = content !== null && mode === 'minimal' && operation.body?.required === false;
  const body = content && !leftOut ? bodyFor(resolve, content, mode, fixed) : null;
  if (content && !leftOut && !body) return null;
  const credentials = credentialsOf(document, resolve, operation);
  const texts = (place: Parameter['in']): [string, string][] =>
    values
      .filter(({ parameter }) => parameter.in === place)
      .map(({ parameter, value }) => [parameter.name, serialize(parameter, value)]);
  const path = texts('path').reduce((sum, [name, text]) => sum.replaceAll(`{${name}}`, text), operation.path);
  const query = [...texts('query').map(([, text]) => text), ...credentials.query]
    .filter((text) => text !== '')
    .join('&');
  const cookies = [...texts('cookie').map(([, text]) => text), ...credentials.cookies];
  return {
    call: {
      operation: operation.id,
      client: { auth: credentials.auth, options: { max_retries: 0, timeout_ms: 20_000 } },
      params: paramsOf(values),
      ...(body ? { body: body.value, content_type: content?.type ?? '' } : {}),
    },
    wire: {
      method: operation.method,
      target: query ? `${path}${path.includes('?') ? '&' : '?'}${query}` : path,
      headers: {
        ...Object.fromEntries(texts('header')),
        ...credentials.headers,
        ...(cookies.length > 0 ? { Cookie: cookies.join('; ') } : {}),
      },
      ...(body ? { body: body.wire } : {}),
    },
  };
}

function valueFor(
  resolve: ReturnType<typeof resolver>,
  parameter: Parameter,
  mode: Mode,
  place: number,
): Value | undefined {
  const value = sample(resolve, parameter.schema, {
    mode: parameterMode(parameter, mode),
    direction: 'request',
    place,
  });
  // Nothing is sent of what is empty, and of what is null there is no rule.
  if (value === null || (isEmpty(value) && !parameter.isJson)) {
    return parameter.required && mode !== 'plain' ? valueFor(resolve, parameter, 'plain', place) : undefined;
  }
  return value;
}

/** Not every place can say everything: a path has no empty segments, headers are ASCII, and nothing has a null. */
function parameterMode({ in: place, allowReserved }: Parameter, mode: Mode): Mode {
  if (allowReserved && mode === 'reserved') return 'plain';
  if (mode === 'null' || mode === 'unknown') return 'plain';
  if (place === 'path' && mode === 'boundary') return 'plain';
  return place === 'header' && (mode === 'unicode' || mode === 'boundary') ? 'plain' : mode;
}

const isEmpty = (value: Value | undefined): boolean =>
  typeof value === 'object' && value !== null && !(value instanceof Exact) && Object.keys(value).length === 0;

function paramsOf(values: readonly { parameter: Parameter; value: Value }[]): NonNullable<Call['params']> {
  const params: Record<string, Record<string, Value>> = {};
  for (const { parameter, value } of values) {
    params[parameter.in] = { ...params[parameter.in], [parameter.name]: value };
  }
  return params;
}
