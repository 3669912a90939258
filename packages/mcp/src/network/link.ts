import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { AuthorizationError, connect, credsAuthenticator, type NatsConnection } from '@nats-io/transport-node';

export interface LinkOptions {
  readonly servers: readonly string[];
  readonly credentials: string | undefined;
  readonly name: string;
}

const PING_MS = 2_000;
const PINGS_MISSED = 2;
const RETRY_MS = 500;
const REJOIN_MS = 1_000;
const CUT_OFF = 'this node is cut off from NATS';

/** The connection to NATS: tried for as long as the process lives, and never waited for. */
export class Link {
  nats: NatsConnection | null = null;
  #trouble: string | null = CUT_OFF;
  #isClosed = false;

  /** Why nobody can be asked; null when somebody can. */
  get trouble(): string | null {
    return this.#trouble;
  }

  /** Connects, and then joins: again and again until that is done. Each failure is why the others are missing meanwhile. */
  async open(
    { servers, credentials, name }: LinkOptions,
    join: (nats: NatsConnection) => Promise<void>,
  ): Promise<void> {
    while (!this.#isClosed) {
      try {
        this.nats ??= await connect({
          servers: [...servers],
          name,
          waitOnFirstConnect: true,
          maxReconnectAttempts: -1,
          reconnectTimeWait: RETRY_MS,
          pingInterval: PING_MS,
          maxPingOut: PINGS_MISSED,
          ...(credentials !== undefined && { authenticator: credsAuthenticator(await readFile(credentials)) }),
        });
        if (this.#isClosed) return void this.nats.close();
        await join(this.nats);
        this.#trouble = null;
        void this.#watch(this.nats);
        return;
      } catch (error) {
        this.#trouble =
          error instanceof AuthorizationError ? 'NATS refuses these credentials' : (error as Error).message;
        await wait(REJOIN_MS, undefined, { ref: false });
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const { nats } = this;
    if (!nats || nats.isClosed()) return;
    // What was said last goes out, unless there is nobody to take it.
    if (this.#trouble === null) await nats.drain().catch(() => {});
    else await nats.close();
  }

  async #watch(nats: NatsConnection): Promise<void> {
    for await (const { type } of nats.status()) {
      if (type === 'disconnect' || type === 'staleConnection') this.#trouble = CUT_OFF;
      if (type === 'reconnect') this.#trouble = null;
    }
  }
}
