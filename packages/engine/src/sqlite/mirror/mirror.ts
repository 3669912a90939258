import { totalmem } from 'node:os';
import type { SearchQuery } from '../../store.ts';
import type { Compared, Place } from '../compare.ts';
import type { Connection } from '../connection.ts';
import { bounds } from '../filters.ts';
import type { Tenant } from '../tenants.ts';
import { Block } from './block.ts';
import { compareMirrored } from './compare.ts';

const MIB = 2 ** 20;

/** A quarter of the machine's memory, and half a gigabyte at most. */
export const defaultMirrorBytes = (): number => Math.min(512 * MIB, Math.floor(totalmem() / 4));

/** A search that compares fewer rows is quick as it is: memory is spent from here on. */
const WIDE = 1000;
/** Rows that went make a tenant's mirror begin anew; filling it may take this part of the time since. */
const SHARE = 0.1;

export interface MirrorOptions {
  /** Memory at most; 0 keeps nothing. */
  bytes: number;
  /** Rows that a search must have compared before its rows are kept. */
  wide?: number;
}

/**
 * Rows that are searched, as numbers in memory: a search over them reads no page and decodes no row. It is a copy of what is stored,
 * never more: it is brought up to date before each search, and begins anew when rows went.
 */
export class Mirror {
  readonly #connection: Connection;
  readonly #bytes: number;
  readonly #wide: number;
  /** By tenant and vector length, the one used last at the end. */
  readonly #blocks = new Map<string, Block>();
  readonly #rests = new Map<number, number>();
  #spent = 0;
  #filling = false;
  #closed = false;

  constructor(connection: Connection, { bytes, wide = WIDE }: MirrorOptions) {
    this.#connection = connection;
    this.#bytes = bytes;
    this.#wide = wide;
  }

  /** Undefined where the mirror does not have all that the query is about. */
  async compare(tenant: Tenant, query: SearchQuery, after: Place | null): Promise<Compared | undefined> {
    if (!isMirrored(query)) return undefined;
    const key = keyOf(tenant, query);
    const block = this.#blocks.get(key);
    block?.catchUp();
    if (!block || block.stale) {
      this.#blocks.delete(key);
      return undefined;
    }
    this.#blocks.delete(key);
    this.#blocks.set(key, block);
    this.#shed();
    if (!block.covers(bounds(query.window)[0])) return undefined;
    const found = await compareMirrored(this.#connection, block.segments, tenant, query, after);
    return block.stale ? undefined : found;
  }

  /** A search had to compare that many rows where they are stored: from now on they are kept here. */
  missed(tenant: Tenant, query: SearchQuery, compared: number): void {
    const key = keyOf(tenant, query);
    const rests = performance.now() < (this.#rests.get(tenant.id) ?? 0);
    if (compared < this.#wide || !isMirrored(query) || this.#blocks.has(key) || rests || this.#bytes === 0) return;
    const block = new Block(this.#connection, tenant.id, query.vector.length);
    this.#blocks.set(key, block);
    this.#fillSome(block);
    this.#fillInTurns();
  }

  /** Rows of a tenant are about to go. */
  drop(tenant: number): void {
    for (const [key, block] of this.#blocks) {
      if (!key.startsWith(`${tenant} `)) continue;
      block.stale = true;
      this.#blocks.delete(key);
      this.#rests.set(tenant, performance.now() + this.#spent / SHARE);
    }
  }

  close(): void {
    this.#closed = true;
    this.#blocks.clear();
  }

  /** A little at a time, while nothing else is to be done. */
  #fillInTurns(): void {
    if (this.#filling) return;
    this.#filling = true;
    this.#spent = 0;
    const turn = (): void => {
      const block = this.#closed ? undefined : [...this.#blocks.values()].find(({ done }) => !done);
      if (!block) {
        this.#filling = false;
        return;
      }
      this.#fillSome(block);
      setTimeout(turn, 1).unref();
    };
    setTimeout(turn, 1).unref();
  }

  #fillSome(block: Block): void {
    const begun = performance.now();
    try {
      block.fill();
    } catch {
      // What cannot be read here is said to whoever searches for it.
      block.stale = true;
    }
    this.#shed();
    this.#spent += performance.now() - begun;
  }

  /** Keeps to the memory there is: what was used longest ago goes, and of a single block what is oldest. */
  #shed(): void {
    const bytes = (): number => [...this.#blocks.values()].reduce((sum, block) => sum + block.bytes, 0);
    while (bytes() > this.#bytes) {
      const [oldest] = this.#blocks;
      if (!oldest) return;
      if (this.#blocks.size > 1) this.#blocks.delete(oldest[0]);
      else oldest[1].shed();
    }
  }
}

/** Each entity's latest, and the past, are look-ups of another kind. */
const isMirrored = ({ latestOnly, knownAt }: SearchQuery): boolean => latestOnly !== true && knownAt === undefined;

const keyOf = (tenant: Tenant, { vector }: SearchQuery): string => `${tenant.id} ${vector.length}`;
