import { randomUUID } from 'node:crypto';
import { createInbox, type NatsConnection } from '@nats-io/transport-node';
import { decode, encode, type Reply, refusalReply, valueFrom } from './encoding.ts';
import { Parcels, sendParcel } from './parcels.ts';

/** A node did not answer. `sent` says whether it may have heard the question. */
export class Unreachable extends Error {
  readonly sent: boolean;

  constructor(message: string, sent: boolean) {
    super(message);
    this.sent = sent;
  }
}

export interface Question {
  readonly tenant: string;
  readonly method: string;
  readonly argument: unknown;
}

interface Waiting {
  answer(bytes: Uint8Array): void;
  nobody(): void;
}

const NOBODY = '503';

/** The tenant is in the subject, not in the message: what a node may ask for is the NATS server's to limit. */
const subjectOf = (node: string, tenant: string): string => `vsdb.node.${node}.${tenant}`;

/** Questions to other nodes, and their answers, each within its deadline. */
export class Calls {
  #nats: NatsConnection | null = null;
  readonly #isConnected: () => boolean;
  readonly #inbox = createInbox();
  readonly #waiting = new Map<string, Waiting>();

  constructor(isConnected: () => boolean) {
    this.#isConnected = isConnected;
  }

  start(nats: NatsConnection): void {
    this.#nats = nats;
    const parcels = new Parcels();
    nats.subscribe(`${this.#inbox}.*`, {
      callback: (error, message) => {
        if (error) return;
        const waiting = this.#waiting.get(message.subject.slice(this.#inbox.length + 1));
        if (message.headers?.status.startsWith(NOBODY)) return waiting?.nobody();
        const whole = waiting && parcels.take(message);
        if (whole) waiting.answer(whole.bytes);
      },
    });
  }

  async ask(node: string, { tenant, method, argument }: Question, deadlineMs: number): Promise<unknown> {
    const nats = this.#nats;
    if (!nats || !this.#isConnected()) throw new Unreachable('this node is cut off from NATS', false);
    const id = randomUUID();
    let timer: NodeJS.Timeout | undefined;
    try {
      const bytes = await new Promise<Uint8Array>((resolve, reject) => {
        const late = () => reject(new Unreachable(`no answer within ${deadlineMs} ms`, true));
        timer = setTimeout(late, deadlineMs);
        this.#waiting.set(id, { answer: resolve, nobody: () => reject(new Unreachable('it is not there', false)) });
        const question = encode({ method, argument });
        sendParcel(nats, subjectOf(node, tenant), id, question, `${this.#inbox}.${id}`);
      });
      return valueFrom(decode(bytes) as Reply);
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(id);
    }
  }
}

/** Answers what other nodes ask of this one. */
export function answerCalls(
  nats: NatsConnection,
  node: string,
  answer: (question: Question) => Promise<unknown>,
): () => void {
  const parcels = new Parcels();
  const subscription = nats.subscribe(subjectOf(node, '*'), {
    callback: (error, message) => {
      const whole = error ? null : parcels.take(message);
      const { reply } = message;
      if (!whole || !reply) return;
      const tenant = message.subject.split('.').at(-1) ?? '';
      void replyTo(tenant, whole.bytes, answer).then((bytes) => sendParcel(nats, reply, whole.parcel, bytes));
    },
  });
  return () => subscription.unsubscribe();
}

async function replyTo(tenant: string, bytes: Uint8Array, answer: (question: Question) => Promise<unknown>) {
  try {
    const { method, argument } = decode(bytes) as Omit<Question, 'tenant'>;
    return encode({ value: await answer({ tenant, method, argument }) } satisfies Reply);
  } catch (error) {
    return encode(refusalReply(error));
  }
}
