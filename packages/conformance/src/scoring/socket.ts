import { createHash } from 'node:crypto';
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { printJson } from '../exact/json.ts';
import type { Answer, Step } from './answer.ts';
import { closeFrame, Frames, frame, OPCODES } from './frames.ts';
import { play } from './play.ts';
import type { Dialogue } from './recording.ts';

/** Answers a request to upgrade: with a WebSocket where the answer has one, else as any request, and that is a refusal. */
export async function playUpgrade(answer: Answer, request: IncomingMessage, socket: Socket): Promise<Dialogue | null> {
  if (answer.delay) await sleep(answer.delay);
  if (!answer.websocket) {
    await refuse(answer, request, socket);
    return null;
  }
  const accept = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64');
  socket.write(`${SWITCHING}Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
  const dialogue: Dialogue = { messages: [], goneAt: null };
  void new Played(socket, dialogue).run(answer.websocket).catch(() => socket.destroy());
  return dialogue;
}

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n';

async function refuse(answer: Answer, request: IncomingMessage, socket: Socket): Promise<void> {
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  response.once('finish', () => socket.end());
  await play({ ...answer, delay: 0 }, response);
}

/** One WebSocket and what is said over it. */
class Played {
  readonly #socket: Socket;
  readonly #dialogue: Dialogue;
  #heard: () => void = () => {};
  /** One is said once: nothing may follow it, and browsers see to that. */
  #saysGoodbye = true;

  constructor(socket: Socket, dialogue: Dialogue) {
    this.#socket = socket;
    this.#dialogue = dialogue;
    const frames = new Frames();
    socket.on('data', (chunk: Buffer) => {
      for (const { opcode, payload } of frames.read(chunk)) this.#hear(opcode, payload);
    });
    socket.once('close', () => {
      dialogue.goneAt = performance.now();
      this.#heard();
    });
    // Without a reader of its own a socket would stay open for the half that the client closed.
    socket.once('end', () => socket.end());
  }

  async run(steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (this.#socket.destroyed) return;
      await this.#take(step);
    }
  }

  async #take(step: Step): Promise<void> {
    if (typeof step === 'number') await sleep(step);
    else if (step === 'hear') await this.#hears();
    else if (step === 'deaf') this.#saysGoodbye = false;
    else if ('json' in step) await this.#write(frame(OPCODES.text, Buffer.from(printJson(step.json))));
    else if ('text' in step) await this.#write(frame(OPCODES.text, Buffer.from(step.text)));
    else if ('binary' in step) await this.#write(frame(OPCODES.binary, Buffer.from(step.binary, 'base64')));
    else if ('octets' in step) await this.#write(Buffer.from(step.octets, 'base64'));
    else if ('trickle' in step) await this.#trickle(Buffer.from(printJson(step.trickle)), step.every);
    else if ('close' in step) await this.#goodbye(step.close, step.reason);
    else await this.#cut(step.cut);
  }

  async #trickle(text: Buffer, every: number): Promise<void> {
    for (const octet of frame(OPCODES.text, text)) {
      await this.#write(Buffer.of(octet));
      await sleep(every);
    }
  }

  async #goodbye(code: number, reason?: string): Promise<void> {
    this.#saysGoodbye = false;
    await this.#write(closeFrame(code, reason));
    // The client is to say goodbye too; one that does not is not waited for.
    await sleep(50);
    this.#socket.end();
  }

  async #cut(how: 'reset' | 'close'): Promise<void> {
    // What was sent is to be read before the connection goes.
    await sleep(20);
    if (how === 'reset') this.#socket.resetAndDestroy();
    else this.#socket.end();
  }

  async #hears(): Promise<void> {
    while (this.#dialogue.messages.length === 0 && !this.#socket.destroyed) {
      await new Promise<void>((resolve) => {
        this.#heard = resolve;
      });
    }
  }

  #hear(opcode: number, payload: Buffer): void {
    if (opcode === OPCODES.text) this.#dialogue.messages.push(payload.toString());
    if (opcode === OPCODES.binary) this.#dialogue.messages.push(`binary ${payload.toString('base64')}`);
    if (opcode === OPCODES.ping) void this.#write(frame(OPCODES.pong, payload));
    if (opcode === OPCODES.close && this.#saysGoodbye) {
      this.#saysGoodbye = false;
      void this.#write(frame(OPCODES.close, payload));
      this.#socket.end();
    }
    this.#heard();
  }

  #write(bytes: Buffer): Promise<void> {
    if (!this.#socket.writable) return Promise.resolve();
    return new Promise((resolve) => this.#socket.write(bytes, () => resolve()));
  }
}
