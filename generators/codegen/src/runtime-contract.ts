/** `spec/runtime.yaml`, as its JSON Schema admits it. Seconds unless a name says otherwise. */
export interface RuntimeContract {
  readonly retries: {
    readonly max_retries: number;
    readonly statuses: readonly number[];
    readonly methods: readonly string[];
    readonly backoff: {
      readonly initial: number;
      readonly factor: number;
      readonly max: number;
      readonly jitter: readonly [number, number];
    };
    readonly max_retry_after: number;
    readonly budget: { readonly capacity: number; readonly retry_cost: number; readonly success_refund: number };
  };
  readonly timeouts: {
    readonly connect: number;
    readonly read: { readonly query: number; readonly write: number; readonly stream: number };
    readonly total: number;
  };
  readonly streams: {
    readonly max_reconnects: number;
    readonly reconnect_delay: number;
    readonly max_reconnect_delay: number;
  };
  readonly websocket: {
    readonly open_timeout: number;
    readonly missed_heartbeats: number;
    /** In bytes, as the next but one. */
    readonly max_buffered: number;
    readonly remembered_ids: number;
    readonly max_message: number;
    readonly close_timeout: number;
  };
  readonly pools: { readonly max_idle_per_host: number; readonly idle_timeout: number };
  readonly bulk: { readonly parallelism: number };
  /** From so many bytes, and how hard it is tried. */
  readonly compression: { readonly gzip_from: number; readonly gzip_level: number };
  readonly headers: {
    readonly request_id: string;
    readonly retry_after: string;
    readonly retry_after_ms: string;
    readonly idempotency_key: string;
    readonly last_event_id: string;
  };
  readonly errors: readonly ErrorRule[];
  readonly local_errors: readonly LocalError[];
}

/** A response with this status (or in this range), and this code where one is named, is this error. First match wins. */
export interface ErrorRule {
  readonly name: string;
  readonly status?: readonly number[];
  readonly range?: readonly [number, number];
  readonly code?: string;
  readonly summary: string;
}

export interface LocalError {
  readonly name: string;
  readonly code: string;
  readonly summary: string;
}
