/** One dispatched event, its fields as WHATWG has them. */
export interface ServerEvent {
  readonly type: string;
  readonly data: string;
}

/**
 * Decodes an event stream exactly as the HTML standard says, however it is cut into chunks. `lastEventId` and `retry` are what
 * the stream said so far; an event not ended by an empty line says nothing.
 */
export class EventDecoder {
  /** What to send as `Last-Event-ID`. */
  lastEventId: string;
  /** Milliseconds to wait before reconnecting; null when the stream has not said. */
  retry: number | null = null;
  // Some decoders drop a second BOM where a chunk ended within the first: dropping one is done here.
  readonly #utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
  #isStart = true;
  #partial = '';
  #afterCr = false;
  #data: string[] = [];
  #type = '';
  #id: string;

  constructor(lastEventId = '') {
    this.lastEventId = lastEventId;
    this.#id = lastEventId;
  }

  /** The events this chunk completes. What the stream leaves unfinished at its end is dropped by never being asked for. */
  *decode(chunk: Uint8Array): Generator<ServerEvent, void, undefined> {
    for (const line of this.#lines(this.#text(chunk))) {
      if (line !== '') this.#field(line);
      else {
        const event = this.#dispatch();
        if (event) yield event;
      }
    }
  }

  /** Without the BOM the stream may begin with. */
  #text(chunk: Uint8Array): string {
    const text = this.#utf8.decode(chunk, { stream: true });
    if (!this.#isStart || text === '') return text;
    this.#isStart = false;
    return text.startsWith('\uFEFF') ? text.slice(1) : text;
  }

  /** CR, LF and CRLF end lines; a CR ends its line at once, and the LF after it is part of that end, even in the next chunk. */
  *#lines(text: string): Generator<string, void, undefined> {
    let start = 0;
    if (this.#afterCr && text !== '') {
      if (text.startsWith('\n')) start = 1;
      this.#afterCr = false;
    }
    for (const { 0: end, index } of text.matchAll(/\r\n|\r|\n/g)) {
      if (index < start) continue;
      const line = this.#partial + text.slice(start, index);
      this.#partial = '';
      start = index + end.length;
      this.#afterCr = end === '\r' && start === text.length;
      yield line;
    }
    this.#partial += text.slice(start);
  }

  #field(line: string): void {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#type = value;
    else if (name === 'id' && !value.includes('\0')) this.#id = value;
    else if (name === 'retry' && /^[0-9]+$/.test(value)) this.retry = Number(value);
  }

  #dispatch(): ServerEvent | null {
    this.lastEventId = this.#id;
    const event = this.#data.length > 0 ? { type: this.#type || 'message', data: this.#data.join('\n') } : null;
    this.#data = [];
    this.#type = '';
    return event;
  }
}
