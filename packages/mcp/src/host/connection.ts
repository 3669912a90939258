import type { Readable, Writable } from 'node:stream';
import {
  type JSONRPCMessage,
  type JSONRPCRequest,
  PROTOCOL_VERSION_META_KEY,
  type Transport,
  UnsupportedProtocolVersionError,
} from '@modelcontextprotocol/server';
import { StdioServerTransport } from '@modelcontextprotocol/server/stdio';

/** How long calls under way may still take once the client has no more to say. */
const DRAIN_MS = 15_000;

/**
 * The SDK's transport, which would drop calls under way when its input ends. Here the end is held back until they are answered, so that
 * what was asked for before is done and told.
 */
export class StdioConnection implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: NonNullable<Transport['onmessage']>;
  /** Sees every message that comes in. */
  onincoming?: (message: JSONRPCMessage) => void;
  readonly #inner: StdioServerTransport;
  readonly #input: Readable;
  readonly #pending = new Set<string | number>();
  #isModern = false;
  #ended = false;

  constructor(input: Readable, output: Writable) {
    this.#input = input;
    this.#inner = new StdioServerTransport(
      held(input, () => this.#end()),
      output,
      { maxBufferSize: MOST_BYTES },
    );
  }

  async start(): Promise<void> {
    this.#inner.onclose = () => this.onclose?.();
    this.#inner.onerror = (error) => this.onerror?.(error);
    this.#inner.onmessage = (message: JSONRPCMessage) => {
      if ('method' in message && 'id' in message) {
        const unsupported = this.#unsupported(message);
        if (unsupported) return void this.#inner.send(unsupported);
        this.#pending.add(message.id);
      }
      this.onincoming?.(message);
      this.onmessage?.(message);
    };
    await this.#inner.start();
  }

  async send(message: JSONRPCMessage): Promise<void> {
    await this.#inner.send(message);
    if (!('method' in message) && 'id' in message && message.id !== undefined) this.#settle(message.id);
  }

  async close(): Promise<void> {
    await this.#inner.close();
  }

  /**
   * On the revision of 2026 every request names its revision. The SDK looks at the first alone and would serve any after it, whatever it names.
   */
  #unsupported({ id, params }: JSONRPCRequest): JSONRPCMessage | null {
    const claimed = params?._meta?.[PROTOCOL_VERSION_META_KEY];
    if (typeof claimed !== 'string') return null;
    if (REVISIONS.includes(claimed)) this.#isModern = true;
    if (!this.#isModern || REVISIONS.includes(claimed)) return null;
    const { code, message, data } = new UnsupportedProtocolVersionError({ supported: REVISIONS, requested: claimed });
    return { jsonrpc: '2.0', id, error: { code, message, data } };
  }

  #settle(id: string | number): void {
    this.#pending.delete(id);
    if (this.#ended && this.#pending.size === 0) void this.close();
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    if (this.#pending.size === 0) return void this.close();
    setTimeout(() => void this.close(), DRAIN_MS).unref();
    this.#input.resume();
  }
}

/** Those in which requests name their revision. */
const REVISIONS = ['2026-07-28'];
const MOST_BYTES = 64 * 1024 * 1024;

/** The same stream, except that its end is told to us and not to the transport. */
function held(input: Readable, ended: () => void): Readable {
  input.once('end', ended);
  input.once('close', ended);
  return new Proxy(input, {
    get(target, name) {
      if (name === 'on')
        return (event: string, listener: () => void) => (HELD.has(event) ? input : target.on(event, listener));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

const HELD = new Set(['end', 'close']);
