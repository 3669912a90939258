import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Message, Peer } from '../support/peer.ts';

interface Rpc {
  id?: unknown;
  method?: string;
  params?: Record<string, unknown>;
}

const WARM_MS = 6_000;
const STATELESS = '2026-07-28';
const SHARED = 'shared';
const META = {
  'io.modelcontextprotocol/protocolVersion': STATELESS,
  'io.modelcontextprotocol/clientCapabilities': {},
};

/**
 * Streamable HTTP in front of the program on its stdio: the conformance suite speaks nothing else. It passes messages on as they are, but for
 * ids, which here are many clients' and there one's. On the revision of 2025 every session is a process of its own.
 */
export class Shim {
  readonly #program: string;
  readonly #isModern: boolean;
  readonly #sessions = new Map<string, Wire>();
  /** Started beforehand: the suite waits for answers, not for processes. */
  #spare: Wire[] = [];
  readonly #server: Server;

  constructor(program: string, revision: string) {
    this.#program = program;
    this.#isModern = revision >= STATELESS;
    this.#server = createServer(
      (request, response) => void this.#serve(request, response).catch(() => response.destroy()),
    );
  }

  async listen(): Promise<string> {
    if (this.#isModern) {
      const wire = this.#start();
      await wire.peer.ask('server/discover', { _meta: META });
      await wire.peer.ask('ping', { _meta: META });
      this.#sessions.set(SHARED, wire);
    } else {
      this.#spare = [this.#start(), this.#start()];
      await new Promise((resolve) => setTimeout(resolve, WARM_MS));
    }
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mcp`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await Promise.all([...this.#sessions.values(), ...this.#spare].map((wire) => wire.peer.end()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host = '', origin = '' } = request.headers;
    const isLocal = [host, origin.replace(/^https?:\/\//, '')].every(
      (at) => at === '' || /^(127\.0\.0\.1|localhost)(:\d+)?$/.test(at),
    );
    if (!isLocal) return void response.writeHead(403).end();
    const session = request.headers['mcp-session-id'] as string | undefined;
    if (request.method === 'DELETE') return this.#end(session, response);
    if (request.method === 'GET') return this.#listen(session, response);
    const message = JSON.parse(await bodyOf(request)) as Rpc;
    const fresh = message.method === 'initialize' ? randomUUID() : undefined;
    // Without sessions all requests are of one connection, and that has agreed on its revision; with them each is its session's.
    const key = this.#isModern ? SHARED : (fresh ?? session ?? randomUUID());
    if (!this.#isModern && session !== undefined && !this.#sessions.has(session))
      return void response.writeHead(404).end();
    const wire = this.#sessions.get(key) ?? this.#next();
    this.#sessions.set(key, wire);
    if (message.id === undefined || message.method === undefined) {
      wire.pass(message);
      return void response.writeHead(202).end();
    }
    if (fresh && !this.#isModern) response.setHeader('mcp-session-id', fresh);
    response.on('close', () => wire.leave(response));
    wire.ask(message, response);
  }

  #start(): Wire {
    return new Wire(new Peer([], {}, this.#program));
  }

  #next(): Wire {
    const wire = this.#spare.shift() ?? this.#start();
    this.#spare.push(this.#start());
    return wire;
  }

  #end(session: string | undefined, response: ServerResponse): void {
    const wire = session === undefined ? undefined : this.#sessions.get(session);
    if (session !== undefined) this.#sessions.delete(session);
    void wire?.peer.end();
    response.writeHead(wire ? 200 : 404).end();
  }

  #listen(session: string | undefined, response: ServerResponse): void {
    const wire = session === undefined ? undefined : this.#sessions.get(session);
    if (!wire) return void response.writeHead(405).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders();
    wire.background = response;
  }
}

class Wire {
  readonly peer: Peer;
  background: ServerResponse | null = null;
  readonly #asked = new Map<number, { readonly id: unknown; readonly response: ServerResponse }>();
  #last = 0;
  #seen = 0;

  constructor(peer: Peer) {
    this.peer = peer;
    peer.child.stdout.on('data', () => this.#deliver());
  }

  pass(message: Rpc): void {
    const cancelled = message.method === 'notifications/cancelled' ? message.params?.requestId : undefined;
    const [own] = [...this.#asked].find(([, { id }]) => id === cancelled) ?? [];
    this.peer.send(own === undefined ? message : { ...message, params: { ...message.params, requestId: own } });
  }

  ask(message: Rpc, response: ServerResponse): void {
    const own = ++this.#last;
    this.#asked.set(own, { id: message.id, response });
    this.peer.send({ ...message, id: own });
  }

  leave(response: ServerResponse): void {
    for (const [own, asked] of this.#asked) {
      if (asked.response !== response) continue;
      this.#asked.delete(own);
      this.peer.send({ method: 'notifications/cancelled', params: { requestId: own } });
    }
  }

  #deliver(): void {
    const fresh = this.peer.messages.slice(this.#seen);
    this.#seen = this.peer.messages.length;
    for (const message of fresh) {
      const asked = message.method ? undefined : this.#asked.get(Number(message.id));
      if (!asked) {
        const open = [...this.#asked.values()].at(-1)?.response ?? this.background;
        if (open) stream(open).write(eventOf(message));
        continue;
      }
      this.#asked.delete(Number(message.id));
      answer(asked.response, { ...message, id: asked.id as string | number });
    }
  }
}

/** An answer alone is JSON, and a refusal has the status HTTP gives it; one that others came before ends their stream. */
function answer(response: ServerResponse, message: Message): void {
  if (response.headersSent) return void response.end(eventOf(message));
  const status = message.error ? (STATUS[message.error.code] ?? 200) : 200;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(message));
}

const STATUS: Readonly<Record<number, number>> = {
  [-32601]: 404,
  [-32602]: 400,
  [-32020]: 400,
  [-32021]: 400,
  [-32022]: 400,
};

function stream(response: ServerResponse): ServerResponse {
  return response.headersSent ? response : response.writeHead(200, { 'content-type': 'text/event-stream' });
}

const eventOf = (message: object): string => `event: message\ndata: ${JSON.stringify(message)}\n\n`;

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text;
}
