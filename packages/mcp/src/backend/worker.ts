// The engine's thread in standalone mode.
import { workerData } from 'node:worker_threads';
import { openEmbedded } from 'vectorscaledb/embedded';
import type { WorkerStart } from './protocol.ts';
import { servePort } from './serve-port.ts';

const { directory, readOnly } = workerData as WorkerStart;
servePort(() => openEmbedded({ readOnly, ...(directory !== null && { directory }) }));
