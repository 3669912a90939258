/** What the generated client offers, by method name: `params` are one object, or a list for bulk methods. */
export type Client = Readonly<Record<string, (params: unknown, options?: CallOptions) => unknown>>;

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly parallelism?: number;
}

/** Where calls go. */
export interface Backend {
  /** Ready when it is first needed, so that listing tools waits for nothing. */
  client(): Promise<Client>;
  /** The OpenAPI document, as it stands where the calls go. */
  document(signal: AbortSignal): Promise<string>;
  /** Settles what was accepted and lets go of everything. */
  close(): Promise<void>;
}
