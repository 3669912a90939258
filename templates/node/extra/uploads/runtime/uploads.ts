import { type Codec, isPicky, Mismatch } from './codec.js';
import type { Payload, Sender } from './payload.js';

/** Octets as callers may give them. A stream can be read only once, so that a call with one is never tried again. */
export type Octets =
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>
  | Iterable<Uint8Array>;

/** A file: octets with what is known of them. */
export interface UploadFile {
  /** What is in it; text is sent as UTF-8. */
  readonly content: Octets | string;
  /** The name the server is told. */
  readonly name?: string | undefined;
  /** Its media type. */
  readonly contentType?: string | undefined;
  /** Further headers of its part of a form. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** What may be sent as a file. A `File` brings its own name and type. */
export type Upload = Octets | UploadFile;

/** Files a caller gave where the document has one: told from JSON that looks like one. */
const GIVEN = new WeakSet<object>();

/** Octets never are JSON: they stay what they are until they are sent. */
export const file: Codec<Uint8Array, Upload> = {
  decode(value) {
    if (isPicky()) fileOf(value);
    if (isPicky() && strangersIn(value) > 0) throw new Mismatch('a file', value);
    return value as Uint8Array;
  },
  encode(value) {
    const given = fileOf(value);
    GIVEN.add(given);
    return given;
  },
  strangers: strangersIn,
};

const MEMBERS = ['content', 'name', 'contentType', 'headers'];

/** What speaks against its being a file: members files do not have, and text, which is more often JSON's. */
function strangersIn(value: unknown): number {
  if (isOctets(value) || typeof value !== 'object' || value === null) return 0;
  const others = Object.keys(value).filter((key) => !MEMBERS.includes(key)).length;
  return others + ('content' in value && typeof value.content === 'string' ? 1 : 0);
}

/** Whether a value, encoded, is a file. */
export function isFile(value: object): boolean {
  return GIVEN.has(value) || ('content' in value && isOctets(value.content));
}

/** A body that is octets. */
export const body: Sender = (value, mediaType) => {
  const { content, contentType } = fileOf(value);
  const type = contentType ?? (mediaType.includes('*') ? 'application/octet-stream' : mediaType);
  return { ...payloadOf(content), contentType: type };
};

/** An upload with all that it says of itself. */
export function fileOf(value: unknown): UploadFile {
  if (typeof value === 'object' && value !== null && 'content' in value) {
    const given = value as UploadFile;
    if (typeof given.content === 'string') return { ...given, content: new TextEncoder().encode(given.content) };
    return { ...fileOf(given.content), ...defined(given) };
  }
  if (value instanceof Blob) {
    const name = 'name' in value && typeof value.name === 'string' ? value.name : undefined;
    return { content: value, name, contentType: value.type || undefined };
  }
  if (isOctets(value)) return { content: value };
  throw new Mismatch('a Uint8Array, Blob or stream, or an object with one as its content', value);
}

function defined({ name, contentType, headers }: UploadFile): Partial<UploadFile> {
  return {
    ...(name !== undefined && { name }),
    ...(contentType !== undefined && { contentType }),
    ...(headers && { headers }),
  };
}

function isOctets(value: unknown): value is Octets {
  if (value instanceof Uint8Array || value instanceof ArrayBuffer || value instanceof ReadableStream) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

/** True when it is there to be read again. */
export function isWhole(content: UploadFile['content']): content is Uint8Array<ArrayBuffer> | ArrayBuffer | Blob {
  return content instanceof Uint8Array || content instanceof ArrayBuffer || content instanceof Blob;
}

function payloadOf(content: UploadFile['content']): Payload {
  if (content instanceof ArrayBuffer) return { body: new Uint8Array(content) };
  if (isWhole(content)) return { body: content };
  return { body: () => streamOf(content as AsyncIterable<Uint8Array>), once: true };
}

/** Chunks as they are asked for; when nobody reads on, the source is told. */
export function streamOf(
  source: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): ReadableStream<Uint8Array> {
  if (source instanceof ReadableStream) return source;
  const iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
