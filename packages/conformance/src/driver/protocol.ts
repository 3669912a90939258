import type { Value } from '../exact/json.ts';

/** One line to a driver. */
export interface DriverRequest {
  readonly client: Client;
  readonly operation: string;
  readonly params?: Params;
  readonly body?: Value;
  readonly content_type?: string;
  readonly take?: number;
  /** Names of what alone may go along as an extra though the operation does not declare it; anything may where this is absent. */
  readonly extras?: readonly string[];
  /** The items of the body come from something that gives them only once. */
  readonly once?: boolean;
  /** The caller gives the call up after so many milliseconds, in the manner of its language: answered with code `cancelled`. */
  readonly cancel_ms?: number;
  /** How a stream is followed; by server-sent events where nothing is said. */
  readonly transport?: 'websocket';
  /**
   * Of `webhook NAME` or `callback OPERATION.NAME`, whose body is a request of the API as it came: it is signed when its
   * `x-signature` is this and the length of the body, with a space between. Without it nothing is checked.
   */
  readonly secret?: string;
}

export interface Client {
  readonly base_url: string;
  readonly auth?: { readonly [scheme: string]: Value };
  readonly options?: {
    readonly max_retries?: number;
    readonly timeout_ms?: number;
    /** How long an answer may be without a byte. */
    readonly idle_timeout_ms?: number;
    /** Lists of floats that the document marks `x-packed-floats` travel as base64. */
    readonly packed_floats?: boolean;
  };
}

export interface Params {
  readonly path?: { readonly [name: string]: Value };
  readonly query?: { readonly [name: string]: Value };
  readonly header?: { readonly [name: string]: Value };
  readonly cookie?: { readonly [name: string]: Value };
}

/** One line from a driver. */
export interface DriverAnswer {
  readonly ok?: boolean;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly value?: Value;
  readonly items?: readonly Value[];
  readonly end?: 'complete' | 'taken' | 'interrupted';
  readonly error?: DriverError;
  readonly attempts?: number;
  readonly unsupported?: string;
}

export type DriverError = { readonly [member: string]: Value } & {
  readonly type?: string;
  readonly code?: string;
  readonly message?: string;
};
