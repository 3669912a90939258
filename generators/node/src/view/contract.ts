import { Lexeme } from '@sdkgen/codegen';
import { number, string } from '../literals.ts';
import { type Context, header } from './context.ts';

const milliseconds = (seconds: number) => number(seconds * 1000);

/** `contract.ts`: the runtime contract as this SDK's runtime reads it. Times in milliseconds, as JavaScript has them. */
export function contractView(context: Context) {
  const { config, names, runtime } = context;
  const { retries, timeouts, streams, websocket, bulk, compression, headers } = runtime;
  const { backoff, budget } = retries;
  return {
    ...header(context),
    package: string(names.package),
    version: string(config.version),
    userAgent: string(`${config.userAgent}-node/${config.version}`),
    maxRetries: number(retries.max_retries),
    statuses: Lexeme.join(retries.statuses.map(number), ', '),
    initial: milliseconds(backoff.initial),
    factor: number(backoff.factor),
    max: milliseconds(backoff.max),
    jitter: Lexeme.join(backoff.jitter.map(number), ', '),
    maxRetryAfter: number(retries.max_retry_after),
    capacity: number(budget.capacity),
    retryCost: number(budget.retry_cost),
    successRefund: number(budget.success_refund),
    connect: milliseconds(timeouts.connect),
    total: milliseconds(timeouts.total),
    query: milliseconds(timeouts.read.query),
    write: milliseconds(timeouts.read.write),
    stream: milliseconds(timeouts.read.stream),
    maxReconnects: number(streams.max_reconnects),
    reconnectDelay: milliseconds(streams.reconnect_delay),
    maxReconnectDelay: milliseconds(streams.max_reconnect_delay),
    openTimeout: milliseconds(websocket.open_timeout),
    maxBuffered: number(websocket.max_buffered),
    rememberedIds: number(websocket.remembered_ids),
    parallelism: number(bulk.parallelism),
    gzipFrom: number(compression.gzip_from),
    gzipLevel: number(compression.gzip_level),
    requestId: string(headers.request_id),
    retryAfter: string(headers.retry_after),
    retryAfterMs: string(headers.retry_after_ms),
    lastEventId: string(headers.last_event_id),
  };
}
