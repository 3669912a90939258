import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { drawing } from '../crash/random.ts';

/** What was done to connections so far, by the name of the fault. */
export type Harm = Readonly<Record<string, number>>;

/** A way to a server on which connections break. */
export interface FaultyWay {
  readonly url: string;
  readonly harm: Harm;
  close(): Promise<void>;
}

const BUSY = '{"code":"unavailable","message":"try again"}';
const UNAVAILABLE = `HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\nretry-after-ms: 20\r\ncontent-length: ${BUSY.length}\r\nconnection: close\r\n\r\n${BUSY}`;

/** Shares of connections; the rest live until their time is up. */
const FAULTS: readonly (readonly [name: string, share: number])[] = [
  ['reset at once', 0.05],
  ['503', 0.05],
  ['late', 0.07],
  ['cut in the answer', 0.07],
  ['silent, then reset', 0.02],
];
const SHORTEST_MS = 300;
const LONGEST_MS = 6000;
const LATEST_MS = 300;
const FARTHEST_BYTES = 3000;
const SILENT_MS = 1500;

/** Passes octets to a server on the loopback, and harms one connection after the other as the seed has it. */
export async function faultyWay(target: string, seed: number): Promise<FaultyWay> {
  const random = drawing(seed);
  const { hostname, port } = new URL(target);
  const harm: Record<string, number> = {};
  const open = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    open.add(socket);
    socket.on('error', () => {}).once('close', () => open.delete(socket));
    return socket;
  };
  const server = createServer({ pauseOnConnect: true }, (client) => {
    keep(client);
    const fault = drawn(random());
    harm[fault] = (harm[fault] ?? 0) + 1;
    const life = SHORTEST_MS + random() * (LONGEST_MS - SHORTEST_MS);
    const amount = 1 + Math.floor(random() * FARTHEST_BYTES);
    const delay = random() * LATEST_MS;
    if (fault === 'reset at once') return void client.resetAndDestroy();
    if (fault === '503') {
      client.once('data', () => client.end(UNAVAILABLE));
      return void client.resume();
    }
    const begin = (): void => pass(client, keep(connect(Number(port), hostname)), fault, { life, amount });
    setTimeout(begin, fault === 'late' ? delay : 0);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    harm,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function drawn(at: number): string {
  let below = 0;
  for (const [name, share] of FAULTS) {
    below += share;
    if (at < below) return name;
  }
  return 'reset in time';
}

function pass(client: Socket, server: Socket, fault: string, { life, amount }: { life: number; amount: number }): void {
  const reset = (): void => {
    client.resetAndDestroy();
    server.destroy();
  };
  const isSilent = fault === 'silent, then reset';
  const timer = setTimeout(reset, isSilent ? SILENT_MS : life);
  client.once('close', () => {
    clearTimeout(timer);
    server.destroy();
  });
  server.once('close', () => client.end());
  client.pipe(server);
  let left = fault === 'cut in the answer' ? amount : Infinity;
  server.on('data', (chunk) => {
    if (isSilent) return;
    const kept = chunk.subarray(0, Math.min(left, chunk.length));
    left -= kept.length;
    if (!client.write(kept)) {
      server.pause();
      client.once('drain', () => server.resume());
    }
    if (left <= 0) setImmediate(reset);
  });
}
