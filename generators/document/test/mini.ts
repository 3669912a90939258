import type { Api, Declaration, Diagnostic, Operation } from '@sdkgen/ir';
import { Refused } from '@sdkgen/ir';
import type { JsonObject } from '../src/json.ts';
import { lower } from '../src/lower.ts';

const OPTIONS = {
  headers: { idempotency_key: 'idempotency-key', last_event_id: 'last-event-id' },
  retriedMethods: ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'],
};

/** A document with these schemas and operations and nothing else. */
export function documentOf(schemas: JsonObject, paths: JsonObject = {}): JsonObject {
  return { openapi: '3.1.0', info: { title: 'Mini', version: '1' }, paths, components: { schemas } };
}

export const lowered = (schemas: JsonObject, paths: JsonObject = {}): Api => lower(documentOf(schemas, paths), OPTIONS);

export function schema(schemas: JsonObject, name = 'A'): Declaration {
  const declaration = lowered(schemas).declarations.get(`#/components/schemas/${name}`);
  if (!declaration) throw new Error(`nothing declared for ${name}`);
  return declaration;
}

/** The one operation of a mini document: POST unless the method says otherwise. */
export function operation(
  node: JsonObject,
  { method = 'post', path = '/things', schemas = {} as JsonObject } = {},
): Operation {
  const [found] = lowered(schemas, {
    [path]: { [method]: { operationId: 'do_it', responses: { 204: { description: 'done' } }, ...node } },
  }).operations;
  if (!found) throw new Error('no operation');
  return found;
}

export function findings(run: () => unknown): readonly Diagnostic[] {
  try {
    run();
  } catch (error) {
    if (error instanceof Refused) return error.diagnostics;
    throw error;
  }
  return [];
}
