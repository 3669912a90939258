import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Answer } from './answer.ts';
import { dated } from './dates.ts';
import { play } from './play.ts';
import type { Host, Recorded } from './recording.ts';

/** Nothing asked for this request; no SDK retries this status by itself. */
const UNEXPECTED: Answer = { status: 599, text: 'the scoring server expected no further request' };

/** Long targets are some document's business, not a fault. */
const MAX_HEADERS = 1024 * 1024;

/** Answers requests with what it is told, in the order they come, and keeps what they were. */
export class ScoringServer {
  readonly #servers: Readonly<Record<Host, Server>>;
  readonly #sockets = new Map<Socket, number>();
  #answers: readonly Answer[] = [];
  #recorded: Recorded[] = [];
  #taken = 0;
  #connections = 0;

  constructor() {
    const serve = (host: Host): Server => {
      const server = createServer(
        { keepAliveTimeout: 0, requestTimeout: 0, maxHeaderSize: MAX_HEADERS },
        (request, response) => {
          void this.#handle(host, request, response);
        },
      );
      server.on('connection', (socket) => {
        this.#connections += 1;
        this.#sockets.set(socket, this.#connections);
        socket.setNoDelay(true);
        socket.on('error', () => {});
        socket.once('close', () => this.#sockets.delete(socket));
      });
      return server;
    };
    this.#servers = { origin: serve('origin'), other: serve('other') };
  }

  async start(): Promise<void> {
    for (const server of Object.values(this.#servers)) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
    }
  }

  /** `other` is another host by its name, so that what may not follow there can be seen not to. */
  url(host: Host): string {
    const { port } = this.#servers[host].address() as AddressInfo;
    return `http://${host === 'origin' ? '127.0.0.1' : 'localhost'}:${port}`;
  }

  /** Forgets what was before, and answers with these from now on; the last is not repeated. */
  script(answers: readonly Answer[]): void {
    this.#answers = answers;
    this.#recorded = [];
    this.#taken = 0;
  }

  get recorded(): readonly Recorded[] {
    return this.#recorded;
  }

  /** Connections open now. */
  get open(): number {
    return this.#sockets.size;
  }

  dropConnections(): void {
    for (const socket of this.#sockets.keys()) socket.destroy();
  }

  async stop(): Promise<void> {
    this.dropConnections();
    await Promise.all(
      Object.values(this.#servers).map((server) => new Promise<void>((resolve) => server.close(() => resolve()))),
    );
  }

  async #handle(host: Host, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now();
    const answer = this.#answers[this.#taken] ?? UNEXPECTED;
    this.#taken += 1;
    const place = this.#recorded.length;
    const { method = '', url: target = '' } = request;
    const connection = this.#sockets.get(request.socket) ?? 0;
    const headers = pairs(request.rawHeaders);
    const recorded = this.#recorded;
    recorded[place] = { method, target, headers, body: Buffer.alloc(0), at, host, connection };
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    recorded[place] = { ...recorded[place], body: Buffer.concat(chunks) } as Recorded;
    await play(this.#filled(answer), response).catch(() => request.socket.destroy());
  }

  #filled(answer: Answer): Answer {
    if (!answer.headers) return answer;
    return { ...answer, headers: JSON.parse(this.fill(JSON.stringify(answer.headers))) };
  }

  fill(text: string): string {
    return dated(text).replaceAll('{origin}', this.url('origin')).replaceAll('{other}', this.url('other'));
  }
}

function pairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, n) => [raw[2 * n] ?? '', raw[2 * n + 1] ?? '']);
}
