import { type ErrorRule, Lexeme } from '@sdkgen/codegen';
import { Imports } from '../imports.ts';
import { identifier, numberLiteral, scalarLiteral, stringLiteral } from '../literals.ts';
import { moduleView, type Source } from './module.ts';

/** `_contract.py`: the runtime contract as constants, and the few names the runtime has to know. */
export function contractView(source: Source): object {
  const { runtime, config, names, py } = source;
  const imports = new Imports();
  imports.from('dataclasses', 'dataclass');
  imports.from('.', 'exceptions');
  const { retries, timeouts, streams, websocket, pools, bulk, compression, headers } = runtime;
  return {
    ...moduleView(
      source,
      'How this package behaves, in numbers and names. Seconds unless a name says otherwise.',
      imports,
    ),
    base: identifier(py.baseError),
    constants: [
      constant('VERSION', stringLiteral(config.version)),
      constant('USER_AGENT', stringLiteral(`${config.userAgent}-python/${config.version}`)),
      constant('PACKAGE', stringLiteral(names.package)),
      ...numbers({
        MAX_RETRIES: retries.max_retries,
        BACKOFF_INITIAL: retries.backoff.initial,
        BACKOFF_FACTOR: retries.backoff.factor,
        BACKOFF_MAX: retries.backoff.max,
        MAX_RETRY_AFTER: retries.max_retry_after,
        BUDGET_CAPACITY: retries.budget.capacity,
        BUDGET_RETRY_COST: retries.budget.retry_cost,
        BUDGET_SUCCESS_REFUND: retries.budget.success_refund,
        CONNECT_TIMEOUT: timeouts.connect,
        READ_TIMEOUT_QUERY: timeouts.read.query,
        READ_TIMEOUT_WRITE: timeouts.read.write,
        READ_TIMEOUT_STREAM: timeouts.read.stream,
        TOTAL_TIMEOUT: timeouts.total,
        MAX_RECONNECTS: streams.max_reconnects,
        RECONNECT_DELAY: streams.reconnect_delay,
        MAX_RECONNECT_DELAY: streams.max_reconnect_delay,
        WEBSOCKET_OPEN_TIMEOUT: websocket.open_timeout,
        WEBSOCKET_REMEMBERED_IDS: websocket.remembered_ids,
        WEBSOCKET_MAX_MESSAGE: websocket.max_message,
        POOL_MAX_IDLE: pools.max_idle_per_host,
        POOL_IDLE_TIMEOUT: pools.idle_timeout,
        PARALLELISM: bulk.parallelism,
        GZIP_FROM: compression.gzip_from,
        GZIP_LEVEL: compression.gzip_level,
      }),
      constant('REQUEST_ID_HEADER', stringLiteral(headers.request_id)),
      constant('RETRY_AFTER_HEADER', stringLiteral(headers.retry_after)),
      constant('RETRY_AFTER_MS_HEADER', stringLiteral(headers.retry_after_ms)),
    ],
    jitter: Lexeme.join(retries.backoff.jitter.map(numberLiteral), ', '),
    statuses: Lexeme.join(retries.statuses.map(numberLiteral), ', '),
    rules: runtime.errors.flatMap(ruleViews),
  };
}

function constant(name: string, value: Lexeme): { name: Lexeme; value: Lexeme } {
  return { name: identifier(name), value };
}

function numbers(values: Readonly<Record<string, number>>): { name: Lexeme; value: Lexeme }[] {
  return Object.entries(values).map(([name, value]) => constant(name, numberLiteral(value)));
}

/** One rule per status or range. */
function ruleViews(rule: ErrorRule) {
  const ranges = rule.range ? [rule.range] : (rule.status ?? []).map((status): [number, number] => [status, status]);
  return ranges.map(([low, high]) => ({
    error: identifier(rule.name),
    low: numberLiteral(low),
    high: numberLiteral(high),
    code: scalarLiteral(rule.code ?? null),
  }));
}
