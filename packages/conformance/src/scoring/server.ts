import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Answer } from './answer.ts';
import { dated } from './dates.ts';
import { play } from './play.ts';
import type { Host, Recorded } from './recording.ts';
import { playUpgrade } from './socket.ts';

/** Nothing asked for this request; no SDK retries this status by itself. */
const UNEXPECTED: Answer = { status: 599, text: 'the scoring server expected no further request' };

/** Long targets are some document's business, not a fault. */
const MAX_HEADERS = 1024 * 1024;

/** Some clients offer HTTP/2 with every request, which is no upgrade to anything spoken here. */
const isWebSocket = ({ headers }: IncomingMessage): boolean => headers.upgrade?.toLowerCase() === 'websocket';

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
        { keepAliveTimeout: 0, requestTimeout: 0, maxHeaderSize: MAX_HEADERS, shouldUpgradeCallback: isWebSocket },
        (request, response) => {
          void this.#handle(host, request, response);
        },
      );
      server.on('upgrade', (request, socket) => void this.#upgrade(host, request, socket as Socket));
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
    const { answer, recorded, place } = this.#take(host, request);
    response.once('close', () => {
      recorded[place] = { ...recorded[place], isOver: true } as Recorded;
    });
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    recorded[place] = { ...recorded[place], body: Buffer.concat(chunks) } as Recorded;
    await play(this.#filled(answer), response).catch(() => request.socket.destroy());
  }

  async #upgrade(host: Host, request: IncomingMessage, socket: Socket): Promise<void> {
    const { answer, recorded, place } = this.#take(host, request);
    const dialogue = await playUpgrade(this.#filled(answer), request, socket).catch(() => socket.destroy() && null);
    if (dialogue) recorded[place] = { ...recorded[place], dialogue } as Recorded;
  }

  /** Writes a request down, and says what its answer is. */
  #take(host: Host, request: IncomingMessage) {
    const at = performance.now();
    const answer = this.#answers[this.#taken] ?? UNEXPECTED;
    this.#taken += 1;
    const recorded = this.#recorded;
    const { method = '', url: target = '' } = request;
    const connection = this.#sockets.get(request.socket) ?? 0;
    recorded.push({ method, target, headers: pairs(request.rawHeaders), body: Buffer.alloc(0), at, host, connection });
    return { answer, recorded, place: recorded.length - 1 };
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
