import { code, type Lexeme, type RuntimeContract } from '@sdkgen/codegen';
import { durationLiteral, headerLiteral, identifier, numberLiteral, stringLiteral } from '../literals.ts';

export interface ContractView {
  readonly constants: readonly { readonly name: Lexeme; readonly value: Lexeme }[];
  /** What only feeds by WebSocket need. */
  readonly sockets: ContractView['constants'];
  readonly gzipFrom: Lexeme;
  readonly gzipLevel: Lexeme;
  readonly statuses: readonly Lexeme[];
  readonly query: Lexeme;
  readonly write: Lexeme;
  readonly stream: Lexeme;
}

/** The runtime contract as the constants the runtime reads. */
export function contractView({
  retries,
  timeouts,
  streams,
  websocket,
  pools,
  bulk,
  compression,
  headers,
  local_errors,
}: RuntimeContract): ContractView {
  const constants: Record<string, Lexeme> = {
    maxRetries: numberLiteral(retries.max_retries),
    backoffInitial: durationLiteral(retries.backoff.initial),
    backoffFactor: code`float64(${numberLiteral(retries.backoff.factor)})`,
    backoffMax: durationLiteral(retries.backoff.max),
    jitterLow: code`float64(${numberLiteral(retries.backoff.jitter[0])})`,
    jitterHigh: code`float64(${numberLiteral(retries.backoff.jitter[1])})`,
    maxRetryAfter: durationLiteral(retries.max_retry_after),
    budgetCapacity: numberLiteral(retries.budget.capacity),
    budgetRetryCost: numberLiteral(retries.budget.retry_cost),
    budgetSuccessRefund: numberLiteral(retries.budget.success_refund),
    connectTimeout: durationLiteral(timeouts.connect),
    totalTimeout: durationLiteral(timeouts.total),
    maxReconnects: numberLiteral(streams.max_reconnects),
    reconnectDelay: durationLiteral(streams.reconnect_delay),
    maxReconnectDelay: durationLiteral(streams.max_reconnect_delay),
    maxIdlePerHost: numberLiteral(pools.max_idle_per_host),
    idleTimeout: durationLiteral(pools.idle_timeout),
    bulkParallelism: numberLiteral(bulk.parallelism),
    headerRequestID: headerLiteral(headers.request_id),
    headerRetryAfter: headerLiteral(headers.retry_after),
    headerRetryAfterMS: headerLiteral(headers.retry_after_ms),
    headerLastEventID: headerLiteral(headers.last_event_id),
  };
  for (const { name, code: machine } of local_errors) constants[`code${kindOf(name)}`] = stringLiteral(machine);
  return {
    constants: Object.entries(constants).map(([name, value]) => ({ name: identifier(name), value })),
    sockets: Object.entries({
      openTimeout: durationLiteral(websocket.open_timeout),
      missedHeartbeats: numberLiteral(websocket.missed_heartbeats),
      rememberedIDs: numberLiteral(websocket.remembered_ids),
      maxMessage: numberLiteral(websocket.max_message),
    }).map(([name, value]) => ({ name: identifier(name), value })),
    gzipFrom: numberLiteral(compression.gzip_from),
    gzipLevel: numberLiteral(compression.gzip_level),
    statuses: retries.statuses.map(numberLiteral),
    query: durationLiteral(timeouts.read.query),
    write: durationLiteral(timeouts.read.write),
    stream: durationLiteral(timeouts.read.stream),
  };
}

/** How the runtime names a kind of local error: without the suffix. */
export function kindOf(errorName: string): string {
  return errorName.replace(/Error$/, '');
}
