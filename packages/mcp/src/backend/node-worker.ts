// The node's thread in network mode.
import { workerData } from 'node:worker_threads';
import { type NodeOptions, openNode } from '../network/node.ts';
import { servePort } from './serve-port.ts';

servePort(() => openNode(workerData as NodeOptions));
