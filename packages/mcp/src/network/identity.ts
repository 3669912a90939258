import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from '@vectorscaledb/engine';

interface Kept {
  readonly node: string;
  readonly instance: string;
  /** Tenants whose entities here are known to the federation, and where each one's feed begins. */
  readonly tenants: Readonly<Record<string, string>>;
  /** All nodes, as last heard: so that a node that starts cut off knows what it does not know. */
  readonly members: readonly string[];
}

/** Who this node is: kept beside its data, since entities belong to nodes by name. */
export class Identity {
  readonly #file: string;
  #kept: Kept;

  constructor(directory: string, named: string | undefined) {
    this.#file = join(directory, 'node.json');
    mkdirSync(directory, { recursive: true });
    const kept = existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, 'utf8')) as Kept) : null;
    if (kept && named !== undefined && kept.node !== named)
      throw new StoreError('unavailable', `this data folder is of node ${kept.node}, not ${named}`);
    const node = named ?? `node-${randomBytes(4).toString('hex')}`;
    this.#kept = kept ?? { node, instance: randomUUID(), tenants: {}, members: [node] };
    if (!kept) this.#keep(this.#kept);
  }

  get node(): string {
    return this.#kept.node;
  }

  /** Tells two folders of one node name apart. */
  get instance(): string {
    return this.#kept.instance;
  }

  get tenants(): Kept['tenants'] {
    return this.#kept.tenants;
  }

  get members(): readonly string[] {
    return this.#kept.members;
  }

  keepTenant(tenant: string, feedStart: string): void {
    this.#keep({ ...this.#kept, tenants: { ...this.#kept.tenants, [tenant]: feedStart } });
  }

  keepMembers(members: readonly string[]): void {
    if (members.join() !== this.#kept.members.join()) this.#keep({ ...this.#kept, members });
  }

  /** The federation was told to forget this node: what is here has to be made known again. */
  rejoin(): void {
    this.#keep({ ...this.#kept, tenants: {} });
  }

  #keep(kept: Kept): void {
    this.#kept = kept;
    writeFileSync(`${this.#file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { flush: true });
    renameSync(`${this.#file}.new`, this.#file);
  }
}
