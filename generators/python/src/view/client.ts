import { Imports } from '../imports.ts';
import { identifier } from '../literals.ts';
import type { TypeContext } from '../types.ts';
import { clientOptionViews } from './client-options.ts';
import { methodView } from './method.ts';
import { moduleView, type Source } from './module.ts';
import { subscriptionMethods } from './subscriptions.ts';

/** What rendering a client needs at hand; the two differ in little. */
export interface ClientContext extends TypeContext {
  readonly source: Source;
  readonly isAsync: boolean;
}

/** `_client.py` or `_async_client.py`. */
export function clientView(source: Source, flavour: 'sync' | 'async'): object {
  const imports = new Imports();
  const hints = new Imports();
  const isAsync = flavour === 'async';
  const context: ClientContext = {
    ...{ api: source.api, names: source.py, imports, hints, qualified: true },
    ...{ source, flavour, isAsync },
  };
  const runner = isAsync ? 'AsyncRunner' : 'SyncRunner';
  const transport = isAsync ? 'AsyncTransport' : 'Transport';
  imports.from(`._runtime.${flavour}_runner`, runner);
  hints.from('._runtime.call', 'CallOptions');
  hints.from('._runtime.transport', transport);
  hints.from('._runtime.telemetry', 'Telemetry');
  hints.from('ssl', 'SSLContext');
  imports.from('._runtime.network', 'Network');
  hints.from('types', 'TracebackType');
  hints.from('collections.abc', 'Callable');
  hints.from('collections.abc', 'Mapping');
  if (isAsync) hints.from('collections.abc', 'Awaitable');
  for (const name of ['P', 'T', 'Response', isAsync ? 'with_awaited_response' : 'with_response'])
    imports.from('._runtime.response', name);
  hints.from('typing_extensions', 'Self');
  imports.from('.', '_contract as contract');
  const methods = source.api.operations.flatMap((operation) => [
    methodView(operation, context),
    ...subscriptionMethods(operation, context),
  ]);
  const options = clientOptionViews(source, imports);
  return {
    ...moduleView(source, `The ${isAsync ? 'asynchronous' : 'blocking'} client.`, imports, hints),
    client: identifier(isAsync ? source.names.asyncClient : source.names.client),
    runner: identifier(runner),
    transport: identifier(transport),
    hasAsync: isAsync,
    methods,
    ...options,
  };
}
