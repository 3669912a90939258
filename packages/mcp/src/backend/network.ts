import type { NodeOptions } from '../network/node.ts';
import type { Backend } from './backend.ts';
import { threadedBackend } from './threaded.ts';

/** A node of a federation. */
export const networkBackend = (options: NodeOptions): Backend =>
  threadedBackend({
    script: new URL('./node-worker.ts', import.meta.url),
    workerData: options,
    name: 'node',
    readOnly: options.readOnly,
    tenant: options.tenant,
    advice: 'Check --data, which no other process may hold, and that --nats reaches a server with JetStream.',
  });
