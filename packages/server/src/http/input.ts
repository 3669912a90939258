import type { FastifyRequest } from 'fastify';
import type { TObject, TSchema } from 'typebox';
import { type BodySpec, type Input, type Operation, streamsBody } from '../operation.ts';
import { components } from '../schemas/component.ts';
import { invalid } from './errors.ts';
import { type Check, checker, textChecker } from './validation.ts';

/** Reads and checks what an operation takes from a request; the problem it throws names its place. */
export function inputReader(
  operation: Operation,
): (request: FastifyRequest) => Input<unknown, unknown, unknown, unknown> {
  const path = part('path', textChecker(closed(operation.params)));
  const query = part('query', textChecker(closed(operation.query)));
  const headers = part('header', textChecker(closed(operation.headers)));
  const names = Object.keys(operation.headers?.properties ?? {});
  const body = operation.body && !streamsBody(operation) && part('body', checker(bodySchema(operation.body)));
  return (request) => ({
    path: path(request.params),
    query: query(request.query),
    headers: headers(pick(request, names)),
    body: body ? body(request.body) : request.body,
  });
}

function part(place: string, check: Check): (value: unknown) => unknown {
  return (value) => {
    const problem = check(value);
    if (!problem) return value;
    const path = [place, problem.path].filter(Boolean).join('/');
    const message = value === undefined ? 'is required' : problem.message;
    throw invalid(`${path} ${message}`, [{ path, message }]);
  };
}

/** Members that are not declared are refused: a misspelt parameter must not be taken for an absent one. */
const closed = (schema?: TObject): TSchema => ({
  type: 'object',
  properties: {},
  ...schema,
  additionalProperties: false,
});

/** The body's schema, without that of items which the handler checks itself. */
function bodySchema({ schema, ownItems }: BodySpec<TSchema>): TSchema {
  if (ownItems === undefined) return schema;
  const whole = components.get((schema as { $ref: string }).$ref.slice(0, -1)) as TObject;
  return { ...whole, properties: { ...whole.properties, [ownItems]: { ...whole.properties[ownItems], items: {} } } };
}

/** Node gives header names in lower case; the declared spelling is the document's. */
function pick(request: FastifyRequest, names: string[]): Record<string, unknown> {
  const present = names.map((name) => [name, request.headers[name.toLowerCase()]] as const);
  return Object.fromEntries(present.filter(([, value]) => value !== undefined));
}
