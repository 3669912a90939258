/** A body as it travels. */
export interface Payload {
  /** A function opens the body once for every attempt. */
  readonly body: string | Uint8Array | Blob | (() => ReadableStream<Uint8Array>);
  /** Where it says more than the document does. */
  readonly contentType?: string;
  /** True when its source can be read only once: then it is sent only once. */
  readonly once?: boolean;
}

/** Makes a body of its JSON form. */
export type Sender = (value: unknown, mediaType: string) => Payload;
