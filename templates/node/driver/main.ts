import { parseJson, printJson } from '../src/runtime/json.js';
import { callOf } from './arguments.js';
import { choose, following } from './choose.js';
import { clientOf } from './client.js';
import { failureOf } from './failure.js';
import type { Operation } from './operation.js';
import { operations } from './operations.js';
import { perform } from './perform.js';
import { type ClientRequest, type Request, UnsupportedRequest } from './protocol.js';
import { receive } from './webhook.js';
import { webhooks } from './webhooks.js';

type Client = ReturnType<typeof clientOf>;
const clients = new Map<string, Client>();

/** Equal descriptions share a client. */
function clientFor(description: ClientRequest): Client {
  const key = printJson(description);
  const client = clients.get(key) ?? clientOf(description);
  clients.set(key, client);
  return client;
}

async function answerTo(line: string): Promise<object> {
  let request: Request;
  try {
    // Exact, so that numbers reach the SDK digit for digit.
    request = parseJson(line, true) as Request;
  } catch {
    return { id: null, unsupported: 'the line is not JSON' };
  }
  const webhook = webhooks.get(request.operation);
  if (webhook) return { id: request.id, ...(await receive(webhook, request)) };
  let operation: Operation<Client> | undefined;
  const stop = new AbortController();
  const timer = request.cancel_ms === undefined ? undefined : setTimeout(() => stop.abort(), request.cancel_ms);
  try {
    operation = following(choose(operations, request), request);
    const call = callOf(operation, request, stop.signal);
    return { id: request.id, ...(await perform(clientFor(request.client), operation, call, request.take)) };
  } catch (error) {
    if (error instanceof UnsupportedRequest) return { id: request.id, unsupported: error.message };
    if (stop.signal.aborted && error === stop.signal.reason) return { id: request.id, ok: false, error: GIVEN_UP };
    return { id: request.id, ...(await failureOf(error, operation?.errors ?? {})) };
  } finally {
    clearTimeout(timer);
  }
}

const GIVEN_UP = { type: 'Cancelled', code: 'cancelled', message: 'the signal was aborted' };

/** Only a line feed ends a line: JSON may hold every other separator. */
async function* linesOf(input: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of input) {
    rest += utf8.decode(chunk, { stream: true });
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n')) {
      yield rest.slice(0, end);
      rest = rest.slice(end + 1);
    }
  }
  if (rest.length > 0) yield rest;
}

process.on('unhandledRejection', (error) => process.stderr.write(`driver: ${error}\n`));
for await (const line of linesOf(process.stdin)) {
  if (line.trim() === '') continue;
  const text = printJson(await answerTo(line));
  await new Promise((resolve) => process.stdout.write(`${text}\n`, resolve));
}
// Connections kept for a next request would keep the process, too.
process.exit(0);
