/** The frames of RFC 6455 as a server needs them. No library would send what has to be sent here. */
export const OPCODES = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

export interface Frame {
  readonly opcode: number;
  readonly payload: Buffer;
}

/** A whole message, unmasked, as servers send them. */
export function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const head = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  head[0] = 0x80 | opcode;
  head[1] = length < 126 ? length : length < 65_536 ? 126 : 127;
  if (head.length === 4) head.writeUInt16BE(length, 2);
  if (head.length === 10) head.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([head, payload]);
}

export function closeFrame(code: number, reason = ''): Buffer {
  const payload = Buffer.alloc(2);
  payload.writeUInt16BE(code);
  return frame(OPCODES.close, Buffer.concat([payload, Buffer.from(reason)]));
}

/** Puts a client's frames together from what comes over the wire. */
export class Frames {
  #rest = Buffer.alloc(0);

  /** The frames these octets complete. */
  *read(chunk: Buffer): Generator<Frame, void, undefined> {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    for (let next = this.#next(); next; next = this.#next()) yield next;
  }

  #next(): Frame | null {
    const bytes = this.#rest;
    if (bytes.length < 2) return null;
    const short = (bytes[1] ?? 0) & 0x7f;
    const lengthAt = 2;
    const maskAt = lengthAt + (short === 126 ? 2 : short === 127 ? 8 : 0);
    const start = maskAt + 4;
    if (bytes.length < start) return null;
    const length = short < 126 ? short : short === 126 ? bytes.readUInt16BE(2) : Number(bytes.readBigUInt64BE(2));
    if (bytes.length < start + length) return null;
    const mask = bytes.subarray(maskAt, start);
    const payload = bytes.subarray(start, start + length).map((octet, at) => octet ^ (mask[at % 4] ?? 0));
    this.#rest = bytes.subarray(start + length);
    return { opcode: (bytes[0] ?? 0) & 0x0f, payload: Buffer.from(payload) };
  }
}
