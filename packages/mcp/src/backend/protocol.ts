import type { Coverage } from '../network/coverage.ts';

/** What the main thread and the engine's worker say to each other. */
export interface WorkerStart {
  /** Null keeps data in memory. */
  readonly directory: string | null;
  readonly readOnly: boolean;
}

export type ToWorker =
  | {
      readonly kind: 'request';
      readonly id: number;
      readonly method: string;
      readonly url: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Uint8Array | null;
    }
  /** The reader wants more of a streamed answer, or no more of it. */
  | { readonly kind: 'pull' | 'cancel'; readonly id: number }
  | { readonly kind: 'close' };

export type FromWorker =
  | {
      readonly kind: 'head';
      readonly id: number;
      readonly status: number;
      readonly headers: readonly (readonly [string, string])[];
      /** The whole body; null where it comes in chunks. */
      readonly body: Uint8Array | null;
      readonly coverage: Coverage | null;
    }
  | { readonly kind: 'chunk'; readonly id: number; readonly bytes: Uint8Array; readonly coverage: Coverage | null }
  | { readonly kind: 'end'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string }
  | { readonly kind: 'closed' };
