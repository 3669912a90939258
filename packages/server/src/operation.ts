import type { NodeRecord, Receipt, Store } from '@vectorscaledb/engine';
import type { Static, TObject, TSchema } from 'typebox';
import type { OnceKey } from './http/idempotency.ts';
import { NDJSON } from './http/ndjson.ts';
import type { RateState } from './rate-limit.ts';
import type { ErrorStatus } from './schemas/errors.ts';

/** What a handler knows besides its request. */
export interface Context {
  store: Store;
  tenant: string;
  /** Turns the outcome of a write into the receipt to keep with it, where the caller sent an idempotency key. */
  receipt<Outcome, Body>(body: (outcome: Outcome) => Body): Receipt<Outcome> | undefined;
  /** What identifies a write to be done once, for a handler that writes in parts and makes receipts of its own. */
  once: OnceKey | undefined;
  /** A signal aborted when the caller goes away or the server stops. */
  signal(): AbortSignal;
  caller: { tenants: readonly string[] | 'any'; authenticated: boolean; rate: RateState | null };
  server: { uptimeSeconds: number; draining: boolean; node(): NodeRecord };
}

/** What a streaming operation returns: events with ids, and the id of the place before the first. */
export interface EventFeed<Event> {
  startId: string;
  events: AsyncIterable<Event>;
}

export interface Input<Path, Query, Headers, Body> {
  path: Path;
  query: Query;
  headers: Headers;
  body: Body;
}

export interface BodySpec<Schema extends TSchema> {
  schema: Schema;
  contentType?: string;
  maxBytes?: number;
  /** Whether it may come gzipped. */
  gzip?: boolean;
  /** The member whose items the handler checks one by one, so that a bad one fails alone. */
  ownItems?: string;
}

interface Described {
  operationId: string;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** In OpenAPI's form, with `{name}` for path parameters. */
  path: string;
  capability: string;
  summary: string;
  description: string;
  /** It goes away in a later version, and its description says what to use instead. */
  deprecated?: true;
  /** Statuses beyond those every operation can answer. */
  errors?: readonly ErrorStatus[];
  /** Whether the operation declares an `Idempotency-Key` header, and so is stored once per key. */
  idempotencyKey?: boolean;
  extensions?: Record<`x-${string}`, unknown>;
}

/** Everything about an operation: the document, validation, serialization and the route all come from this value. */
export interface OperationSpec<
  Path extends TObject,
  Query extends TObject,
  Headers extends TObject,
  Body extends TSchema,
  Result extends TSchema,
> extends Described {
  params?: Path;
  query?: Query;
  headers?: Headers;
  body?: BodySpec<Body>;
  success: { status?: 200 | 201; description: string; schema: Result; contentType?: typeof NDJSON };
  handle(
    input: Input<Static<Path>, Static<Query>, Static<Headers>, Static<Body>>,
    context: Context,
  ): Promise<Static<Result>> | Promise<EventFeed<Static<Result>>> | Promise<AsyncIterable<Static<Result>[]>>;
}

/** An operation whose static types have been checked and may be forgotten. */
export interface Operation extends Described {
  params?: TObject;
  query?: TObject;
  headers?: TObject;
  body?: BodySpec<TSchema>;
  success: { status?: 200 | 201; description: string; schema: TSchema; contentType?: typeof NDJSON };
  handle(input: Input<unknown, unknown, unknown, unknown>, context: Context): Promise<unknown>;
}

export interface Category {
  tag: string;
  description: string;
  operations: readonly Operation[];
}

export function operation<
  Path extends TObject,
  Query extends TObject,
  Headers extends TObject,
  Body extends TSchema,
  Result extends TSchema,
>(spec: OperationSpec<Path, Query, Headers, Body, Result>): Operation {
  return spec as unknown as Operation;
}

/** Whether its body is lines that the handler reads as they come. */
export const streamsBody = ({ body }: Operation): boolean => body?.contentType === NDJSON;

/** Whether its answer is lines, in batches that the handler makes as they are read. */
export const streamsLines = ({ success }: Operation): boolean => success.contentType === NDJSON;

export const isStream = (operation: Operation): boolean => operation.extensions?.['x-stream'] !== undefined;
