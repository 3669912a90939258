import { randomBytes } from 'node:crypto';
import { type NodeRecord, now } from '@vectorscaledb/engine';
import { version } from './version.ts';

/** This server process, as it is listed among others. */
export class Node {
  readonly #id = `node_${randomBytes(8).toString('hex')}`;
  readonly #startedAt = now();
  readonly #start = performance.now();

  get uptimeSeconds(): number {
    return Math.floor((performance.now() - this.#start) / 1000);
  }

  record(draining: boolean): NodeRecord {
    return { nodeId: this.#id, version, startedAt: this.#startedAt, seenAt: now(), draining };
  }
}
