import type { Codec } from '../src/runtime/codec.js';

export type Json = null | boolean | number | bigint | string | readonly Json[] | { readonly [key: string]: Json };
export type Members = Readonly<Record<string, unknown>>;

/** One way of calling an operation, and how its arguments and results look as JSON. */
export interface Operation<Client> {
  /** What requests call it. */
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** True for a further way to call the operation of this id. */
  readonly isAlternative: boolean;
  readonly contentType: string | null;
  readonly accept: string;
  readonly fixed: Members;
  readonly arguments: readonly Argument[];
  /** The wire name of the list that is an argument of its own. */
  readonly list?: readonly [wire: string, item: Codec<unknown>];
  readonly shape: 'call' | 'pages' | 'stream';
  readonly run: (client: Client, params: Members, options: Members, items: readonly unknown[]) => unknown;
  /** The same by WebSocket. */
  readonly subscribe?: (client: Client, params: Members, options: Members) => unknown;
  /** By status, range or `default`. */
  readonly results: Codecs;
  readonly errors: Codecs;
}

export type Codecs = Readonly<Record<string, Codec<unknown> | null>>;

export interface Argument {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'member' | 'body';
  readonly wire: string;
  readonly name: string;
  readonly codec: Codec<unknown>;
  /** A body of any number of items, each of this codec. */
  readonly isMany?: true;
}

/** The codec of a status: its own, its range's, the default; where none is declared, the first there is. */
export function codecFor(codecs: Codecs, status: number): Codec<unknown> | null {
  const key = [status, `${Math.floor(status / 100)}XX`, 'default'].find((one) => one in codecs);
  if (key !== undefined) return codecs[key] ?? null;
  return Object.values(codecs).find((codec) => codec !== null) ?? null;
}
