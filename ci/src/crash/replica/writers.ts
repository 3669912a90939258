import { setTimeout } from 'node:timers/promises';
import { type Sent, send } from '../client.ts';
import type { Ledger } from '../ledger.ts';
import { type Write, write } from '../writes.ts';

/** Writers at once, each on its own connection to one server after another. */
const WRITERS = 6;
/** A refusal is waited out shorter than it says, so that more of them are met. */
const AGAIN_MS = 100;
const PATIENCE_MS = 120_000;
const STACK = /\n\s+at |"stack"/;

/** Clients that write until they are stopped, and send again what was refused, under its key; what was stored they read at another server. */
export class Writers {
  refused = 0;
  readonly acknowledgedAt: number[] = [];
  readonly #urls: readonly string[];
  readonly #ledger: Ledger;
  readonly #found: string[] = [];
  readonly #next: () => Write;
  readonly #writing: Promise<unknown>;
  #stopped = false;

  constructor(urls: readonly string[], ledger: Ledger, round: number, random: () => number) {
    this.#urls = urls;
    this.#ledger = ledger;
    const ended = new Set(ledger.acknowledged.flatMap(({ ends }) => ends ?? []));
    const deletable = ledger.acknowledged.flatMap(({ makes }) => makes[0] ?? []).filter((name) => !ended.has(name));
    let number = 0;
    this.#next = () => {
      number += 1;
      return write(round, number, random, random() < 0.3 ? deletable.pop() : undefined);
    };
    this.#writing = Promise.all(Array.from({ length: WRITERS }, (_, i) => this.#write(i)));
  }

  /** Resolves to what was found wrong, once what was begun is acknowledged. */
  async stop(): Promise<string[]> {
    this.#stopped = true;
    await this.#writing;
    return this.#found;
  }

  async #write(writer: number): Promise<void> {
    for (let turn = writer; !this.#stopped; turn += 1) {
      const one = this.#next();
      if (!(await this.#untilDone(one, turn))) return;
      this.#ledger.acknowledged.push(one);
      this.acknowledgedAt.push(performance.now());
      await this.#readElsewhere(one, turn + 1);
    }
  }

  /** One server after another is asked, as a load balancer would. */
  async #untilDone(one: Write, turn: number): Promise<boolean> {
    const until = performance.now() + PATIENCE_MS;
    for (let tries = 0; performance.now() < until; tries += 1) {
      const sent = await send(this.#url(turn + tries), one);
      if (sent.status < 300) return true;
      if (!isClear(sent)) {
        this.#found.push(`${one.key} was answered ${sent.status}: ${sent.text}`);
        return false;
      }
      this.refused += 1;
      await setTimeout(AGAIN_MS);
    }
    this.#found.push(`${one.key} was refused for ${PATIENCE_MS / 1000} s`);
    return false;
  }

  /** What was acknowledged by one server is there on any other, also where that reads from a replica. */
  async #readElsewhere({ key, makes, ends }: Write, turn: number): Promise<void> {
    const [entity, wanted] = ends === undefined ? [makes[0], 200] : [ends, 404];
    const response = await fetch(`${this.#url(turn)}/v1/entities/${entity}`);
    const text = await response.text();
    const { status, headers } = response;
    if (status === wanted || isClear({ status, text, retryAfter: headers.get('retry-after') })) return;
    this.#found.push(`${key} was acknowledged, and another server answered ${status}: ${text}`);
  }

  #url(turn: number): string {
    return this.#urls[turn % this.#urls.length] as string;
  }
}

/** What a client may be told while the database is gone: to come again, and when. */
function isClear({ status, text, retryAfter }: Omit<Sent, 'replayed'>): boolean {
  return status === 503 && retryAfter !== null && text.includes('"unavailable"') && !STACK.test(text);
}
