import { StoreError } from '@vectorscaledb/engine';
import { type Calls, Unreachable } from './calls.ts';
import { coverageLog } from './coverage.ts';
import type { Members } from './members.ts';

export interface PeersOptions {
  readonly members: Members;
  readonly calls: Calls;
  /** What this node itself answers. */
  answer(tenant: string, method: string, argument: unknown): Promise<unknown>;
  readonly deadlineMs: number;
  /** Why it cannot be known who belongs to the federation; null when it can. */
  cutOff(): string | null;
}

/** All nodes of the federation, this one among them, and what they say. */
export class Peers {
  readonly #options: PeersOptions;

  constructor(options: PeersOptions) {
    this.#options = options;
  }

  get self(): string {
    return this.#options.members.self;
  }

  get names(): string[] {
    return this.#options.members.names;
  }

  /** Why a node is not worth asking now. */
  away(node: string): string | null {
    return node === this.self ? null : (this.#options.cutOff() ?? this.#options.members.away(node));
  }

  /** What one node says. That it does not answer is an `Unreachable`. */
  async ask<T>(node: string, tenant: string, method: string, argument: unknown, deadlineMs?: number): Promise<T> {
    const { calls, answer, deadlineMs: usual } = this.#options;
    const askedAt = performance.now();
    const away = this.away(node);
    try {
      if (away !== null) throw new Unreachable(away, false);
      const value =
        node === this.self
          ? await answer(tenant, method, argument)
          : await calls.ask(node, { tenant, method, argument }, deadlineMs ?? usual);
      coverageLog()?.answered(node, askedAt);
      return value as T;
    } catch (error) {
      if (error instanceof Unreachable) coverageLog()?.missing(node, error.message);
      throw error;
    }
  }

  /** What the owner says of what it alone has: without it there is no answer. */
  async askOwner<T>(owner: string, tenant: string, method: string, argument: unknown): Promise<T> {
    try {
      return await this.ask<T>(owner, tenant, method, argument);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      throw new StoreError('unavailable', `node ${owner}, which owns it, does not answer: ${error.message}`);
    }
  }

  /** What each of these nodes says; those that do not answer are noted as missing and left out. */
  async askAll<T>(tenant: string, method: string, argument: unknown, of?: readonly string[]): Promise<Map<string, T>> {
    return this.gather(of ?? this.names, (node) => this.ask<T>(node, tenant, method, argument));
  }

  /** Labels what was not asked for but is known of all. */
  noteWhoIsThere(why = ''): void {
    for (const node of this.names) {
      const away = this.away(node);
      if (away === null) coverageLog()?.answered(node, performance.now());
      else coverageLog()?.missing(node, `${away}${why}`);
    }
  }

  async gather<T>(nodes: readonly string[], ask: (node: string) => Promise<T>): Promise<Map<string, T>> {
    const cutOff = this.#options.cutOff();
    if (cutOff !== null && nodes.length < 2) coverageLog()?.missing('others', cutOff);
    const answers = await Promise.all(
      nodes.map(async (node) => {
        try {
          return [[node, await ask(node)] as const];
        } catch (error) {
          // A node whose storage fails has as little to say as one that is away; other refusals are for the caller.
          if (error instanceof Unreachable) return [];
          if (!(error instanceof StoreError) || error.code !== 'unavailable') throw error;
          coverageLog()?.missing(node, error.message);
          return [];
        }
      }),
    );
    const found = new Map(answers.flat());
    if (found.size === 0) throw new StoreError('unavailable', 'no node of the federation answered');
    return found;
  }
}
