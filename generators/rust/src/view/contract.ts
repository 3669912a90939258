import { code, headerLines, type Lexeme, type RenderedFile, type RenderInput } from '@sdkgen/codegen';
import { array, assignment } from '../layout/index.ts';
import { floatLiteral, integerLiteral, lineComment, stringLiteral } from '../literals.ts';
import { usesOf } from '../uses.ts';

/** The runtime contract's numbers, for the runtime to read. */
export function contractFile(input: RenderInput): RenderedFile {
  const { runtime, config, render } = input;
  const { retries, timeouts, streams, websocket, pools, bulk, compression, headers } = runtime;
  const text = render('contract', {
    header: lineComment(headerLines(input)),
    userAgent: assignment(
      code`pub(crate) const USER_AGENT: &str`,
      stringLiteral(`${config.userAgent}-rust/${config.version}`),
      0,
    ),
    maxRetries: integerLiteral(retries.max_retries),
    maxRetryAfter: duration(retries.max_retry_after),
    statuses: array(code`pub(crate) const RETRYABLE: &[u16] = &`, retries.statuses.map(integerLiteral), code`;`, 0),
    backoff: {
      initial: duration(retries.backoff.initial),
      factor: floatLiteral(retries.backoff.factor),
      max: duration(retries.backoff.max),
      low: floatLiteral(retries.backoff.jitter[0]),
      high: floatLiteral(retries.backoff.jitter[1]),
    },
    budget: {
      capacity: integerLiteral(retries.budget.capacity),
      cost: integerLiteral(retries.budget.retry_cost),
      refund: integerLiteral(retries.budget.success_refund),
    },
    timeouts: {
      connect: duration(timeouts.connect),
      query: duration(timeouts.read.query),
      write: duration(timeouts.read.write),
      stream: duration(timeouts.read.stream),
      total: duration(timeouts.total),
    },
    streams: {
      reconnects: integerLiteral(streams.max_reconnects),
      delay: duration(streams.reconnect_delay),
      max: duration(streams.max_reconnect_delay),
    },
    hasSockets: usesOf(input.api).has('websocket'),
    sockets: {
      open: duration(websocket.open_timeout),
      missed: integerLiteral(websocket.missed_heartbeats),
      remembered: integerLiteral(websocket.remembered_ids),
      largest: integerLiteral(websocket.max_message),
    },
    pools: { idle: integerLiteral(pools.max_idle_per_host), timeout: duration(pools.idle_timeout) },
    hasGzip: usesOf(input.api).has('gzip'),
    gzipFrom: integerLiteral(compression.gzip_from),
    gzipLevel: integerLiteral(compression.gzip_level),
    parallelism: integerLiteral(bulk.parallelism),
    headers: {
      requestId: stringLiteral(headers.request_id),
      retryAfter: stringLiteral(headers.retry_after),
      retryAfterMs: stringLiteral(headers.retry_after_ms),
      lastEventId: stringLiteral(headers.last_event_id),
    },
  });
  return { path: 'src/contract.rs', text };
}

function duration(seconds: number): Lexeme {
  if (Number.isInteger(seconds)) return code`Duration::from_secs(${integerLiteral(seconds)})`;
  return code`Duration::from_millis(${integerLiteral(Math.round(seconds * 1000))})`;
}
