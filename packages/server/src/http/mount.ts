import { Readable } from 'node:stream';
import type { Store } from '@vectorscaledb/engine';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { KeyRing } from '../auth.ts';
import { limits } from '../limits.ts';
import type { Node } from '../node.ts';
import { type Context, type EventFeed, isStream, type Operation, streamsBody, streamsLines } from '../operation.ts';
import type { RateLimit } from '../rate-limit.ts';
import { checkMediaType } from './body.ts';
import { limitBodyTime } from './body-deadline.ts';
import { decompress } from './decompress.ts';
import { ApiError } from './errors.ts';
import { type Admitted, admit, credentialsOf } from './gate.ts';
import { fingerprint, Once, type OnceKey, readKey } from './idempotency.ts';
import { inputReader } from './input.ts';
import type { Metrics } from './metrics.ts';
import { begun, lineStream, NDJSON } from './ndjson.ts';
import { PACKED_FLOATS, packer, prefersPacked } from './packed-floats.ts';
import { printed } from './print.ts';
import { serverSentEvents } from './sse.ts';

export interface Surroundings {
  store: Store;
  keys: KeyRing;
  rate: RateLimit | undefined;
  /** Aborted when the server begins to stop. */
  stopping: AbortSignal;
  node: Node;
  metrics: Metrics;
  /** How often a feed on which nothing happens says that it is there. */
  heartbeatMs: number;
}

/** Serves operations over HTTP: what each does on its own is in its definition, what all do is here. */
export function mount(app: FastifyInstance, operations: readonly Operation[], surroundings: Surroundings): void {
  const once = new Once(surroundings.store);
  for (const operation of operations) mountOne(app, operation, surroundings, once);
}

function mountOne(app: FastifyInstance, operation: Operation, around: Surroundings, once: Once): void {
  const { method, path, body, success } = operation;
  const read = inputReader(operation);
  const status = success.status ?? 200;
  const streams = isStream(operation) || streamsLines(operation);
  const admitted = new WeakMap<FastifyRequest, Admitted>();
  const packed = answersPacked(operation);
  app.route({
    method,
    url: path.replaceAll(/\{(\w+)\}/g, ':$1'),
    exposeHeadRoute: method === 'GET' && !streams,
    config: { operation: operation.operationId },
    bodyLimit: body?.maxBytes ?? limits.bodyBytes,
    onRequest: async (request, reply) => {
      if (around.stopping.aborted) throw new ApiError(503, 'unavailable', 'the server is stopping', { retryAfter: 1 });
      admitted.set(request, admit(credentialsOf(request), around.keys, around.rate));
      checkMediaType(request, operation);
      if (body) limitBodyTime(request, reply, streamsBody(operation));
    },
    preParsing: async (request, _reply, payload) => decompress(operation, request, payload),
    handler: async (request, reply) => {
      const input = read(request);
      const who = admitted.get(request) as Admitted;
      const onceKey = onceKeyOf(operation, request, who, input);
      const context = makeContext(around, who, onceKey, reply);
      reply.code(status);
      const handle = async () => packed(request, reply, await operation.handle(input, context));
      if (streams) return stream(operation, reply, await handle(), around.heartbeatMs);
      if (!onceKey) return printed(await handle(), reply);
      const outcome = await once.run(onceKey, handle);
      if ('result' in outcome) return outcome.result;
      reply.header('idempotency-replayed', 'true');
      return outcome.replayed;
    },
  });
}

/** What packs the lists of floats of an answer, or of each of its lines, where the request prefers that. */
function answersPacked(operation: Operation) {
  const pack = isStream(operation) ? undefined : packer(operation.success.schema);
  return (request: FastifyRequest, reply: FastifyReply, answer: unknown): unknown => {
    if (!pack || !prefersPacked(request.headers.prefer)) return answer;
    reply.header('preference-applied', PACKED_FLOATS);
    return streamsLines(operation) ? packedLines(answer as AsyncIterable<readonly unknown[]>, pack) : pack(answer);
  };
}

async function* packedLines(batches: AsyncIterable<readonly unknown[]>, pack: (line: unknown) => unknown) {
  for await (const batch of batches) yield batch.map(pack);
}

/** What a streamed body holds is known only to the handler that reads it. */
function onceKeyOf(operation: Operation, request: FastifyRequest, { tenant }: Admitted, input: object) {
  const key = operation.idempotencyKey ? readKey(request.headers['idempotency-key']) : undefined;
  if (key === undefined) return undefined;
  const known = streamsBody(operation) ? { ...input, body: null } : input;
  return { tenant, operation: operation.operationId, key, fingerprint: fingerprint(known) };
}

function makeContext(
  { store, stopping, rate, node }: Surroundings,
  { tenant, caller }: Admitted,
  once: OnceKey | undefined,
  reply: FastifyReply,
): Context {
  const draining = stopping.aborted;
  return {
    store,
    tenant,
    signal: () => AbortSignal.any([closed(reply), stopping]),
    caller: { ...caller, rate: rate?.state(caller.id) ?? null },
    server: { uptimeSeconds: node.uptimeSeconds, draining, node: () => node.record(draining) },
    once,
    receipt: (body) => once && { ...once, body: (outcome) => JSON.stringify(body(outcome)) },
  };
}

function closed(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => controller.abort());
  return controller.signal;
}

async function stream(
  operation: Operation,
  reply: FastifyReply,
  answer: unknown,
  heartbeatMs: number,
): Promise<FastifyReply> {
  if (streamsLines(operation)) {
    const batches = await begun(answer as AsyncIterable<readonly unknown[]>);
    return reply.header('content-type', NDJSON).send(lineStream(batches));
  }
  return reply
    .headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
      connection: 'close',
    })
    .send(
      Readable.from(serverSentEvents(answer as EventFeed<{ id: string }>, heartbeatMs), {
        objectMode: false,
        highWaterMark: 65_536,
      }),
    );
}
