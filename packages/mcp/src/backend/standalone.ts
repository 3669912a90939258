import type { Backend } from './backend.ts';
import { threadedBackend } from './threaded.ts';

export interface Standalone {
  /** Null keeps data in memory. */
  readonly directory: string | null;
  readonly readOnly: boolean;
}

/** The engine in this process. */
export const standaloneBackend = ({ directory, readOnly }: Standalone): Backend =>
  threadedBackend({
    script: new URL('./worker.ts', import.meta.url),
    workerData: { directory, readOnly },
    name: 'engine',
    readOnly,
    tenant: undefined,
    advice: 'Check --data: the folder must be writable, and no other process may hold it.',
  });
