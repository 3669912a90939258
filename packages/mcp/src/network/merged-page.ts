import { randomUUID } from 'node:crypto';
import { StoreError } from '@vectorscaledb/engine';
import { coverageLog } from './coverage.ts';
import type { Peers } from './peers.ts';

/** One node's page: what is on it, where it goes on, and what it says beside. */
export interface Page<Item, Beside> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly beside: Beside;
}

export interface Listing<Item, Beside> {
  readonly peers: Peers;
  readonly limit: number;
  readonly cursor: string | undefined;
  ask(node: string, limit: number, cursor: string | undefined): Promise<Page<Item, Beside>>;
  /** The listing's order; items that are equal in it are one, and are joined. */
  order(left: Placed<Item>, right: Placed<Item>): number;
  join?(left: Item, right: Item): Item;
  /** Finds out what the order needs to know beside the items. */
  prepare?(all: readonly Placed<Item>[]): Promise<void>;
  /** Whether anybody will go on after this page: where each node stands is asked for only then. */
  readonly goesOn: boolean;
}

export interface Placed<Item> {
  readonly node: string;
  readonly item: Item;
}

export interface MergedPage<Item, Beside> {
  readonly items: Item[];
  readonly beside: Beside[];
  readonly nextCursor: string | null;
}

/** Where every node's listing stands. A node that was missing once stays out: what it has would come out of order. */
interface Place<Beside> {
  readonly at: Readonly<Record<string, string | null>>;
  readonly done: Readonly<Record<string, Beside>>;
  readonly gone: readonly string[];
}

interface Side<Item, Beside> extends Page<Item, Beside> {
  readonly node: string;
  readonly from: string | undefined;
}

/** The page that one store with everybody's data would give: each node's own page, merged in the order of the listing. */
export async function mergedPage<Item, Beside>(listing: Listing<Item, Beside>): Promise<MergedPage<Item, Beside>> {
  const { peers, limit, cursor } = listing;
  const place = cursor === undefined ? null : opened<Beside>(cursor);
  const from = new Map(
    place
      ? Object.entries(place.at).map(([node, at]) => [node, at ?? undefined])
      : peers.names.map((node) => [node, undefined]),
  );
  noteStrangers(peers, place);
  const pages =
    from.size === 0
      ? new Map<string, Page<Item, Beside>>()
      : await peers.gather([...from.keys()], (node) => listing.ask(node, limit, from.get(node)));
  const sides = [...pages].map(([node, page]) => ({ node, from: from.get(node), ...page }));
  await listing.prepare?.(sides.flatMap(placed));
  const taken = take(sides, listing);
  const beside = [...sides.map((side) => side.beside), ...Object.values(place?.done ?? {})];
  if (!listing.goesOn) return { items: taken.items, beside, nextCursor: null };
  const gone = [...(place?.gone ?? []), ...[...from.keys()].filter((node) => !pages.has(node))];
  const next = await placeAfter(sides, taken, { done: place?.done ?? {}, gone }, listing);
  return { items: taken.items, beside, nextCursor: Object.keys(next.at).length === 0 ? null : sealed(next) };
}

const placed = <Item>({ node, items }: { readonly node: string; readonly items: readonly Item[] }): Placed<Item>[] =>
  items.map((item) => ({ node, item }));

interface Taken<Item> {
  readonly items: Item[];
  /** How many items of each node's page are on this one or before. */
  readonly counts: ReadonlyMap<string, number>;
  readonly last: Placed<Item> | undefined;
}

function take<Item, Beside>(
  sides: readonly Side<Item, Beside>[],
  { limit, order, join }: Listing<Item, Beside>,
): Taken<Item> {
  const all = sides.flatMap(placed).sort(order);
  const items: Item[] = [];
  const counts = new Map<string, number>();
  let last: Placed<Item> | undefined;
  for (const one of all) {
    const isSame = join && last && order(last, one) === 0;
    if (!isSame && items.length === limit) break;
    items.push(isSame ? join(items.pop() as Item, one.item) : one.item);
    counts.set(one.node, (counts.get(one.node) ?? 0) + 1);
    last = one;
  }
  return { items, counts, last };
}

async function placeAfter<Item, Beside>(
  sides: readonly Side<Item, Beside>[],
  { counts, last }: Taken<Item>,
  { done: before, gone: missing }: Pick<Place<Beside>, 'done' | 'gone'>,
  listing: Listing<Item, Beside>,
): Promise<Place<Beside>> {
  const at: Record<string, string | null> = {};
  const done = { ...before };
  const gone = [...missing];
  await Promise.all(
    sides.map(async (side) => {
      const count = counts.get(side.node) ?? 0;
      if (count === side.items.length && side.next === null) done[side.node] = side.beside;
      else if (count === side.items.length) at[side.node] = side.next;
      else if (count === 0 || !last) at[side.node] = side.from ?? null;
      else
        try {
          at[side.node] = (await cursorAfter(side, count, listing)) ?? null;
        } catch {
          gone.push(side.node);
        }
    }),
  );
  return { at, done, gone };
}

const TRIES = 8;

/**
 * A node's cursor stands at the end of a page, so the page is asked for again, so long that it ends where the merge did. What came or went
 * meanwhile moves that; then a page one longer or shorter ends there.
 */
async function cursorAfter<Item, Beside>(
  { node, from, items }: Side<Item, Beside>,
  count: number,
  { ask, order }: Listing<Item, Beside>,
): Promise<string | undefined> {
  const last = { node, item: items[count - 1] as Item };
  let length = count;
  let short: string | undefined;
  for (let tries = 0; tries < TRIES && length > 0; tries++) {
    const page = await ask(node, length, from);
    const end = page.items.at(-1);
    const difference = end === undefined ? 0 : order({ node, item: end }, last);
    if (difference === 0 && page.next !== null) return page.next;
    if (difference <= 0 && page.next === null) break;
    if (difference > 0 && short !== undefined) return short;
    if (difference < 0) short = page.next ?? undefined;
    length += difference < 0 ? 1 : -1;
  }
  if (length === 0) return from;
  if (short !== undefined) return short;
  throw new StoreError('unavailable', `node ${node} changes too fast to page through`);
}

function noteStrangers<Beside>(peers: Peers, place: Place<Beside> | null): void {
  if (!place) return;
  for (const node of place.gone) coverageLog()?.missing(node, 'it was missing on a page before');
  const known = new Set([...Object.keys(place.at), ...Object.keys(place.done), ...place.gone]);
  const now = performance.now();
  for (const node of Object.keys(place.done)) coverageLog()?.answered(node, now);
  for (const node of peers.names.filter((name) => !known.has(name)))
    coverageLog()?.missing(node, 'it joined after the first page');
}

/** The API takes cursors of this length. Longer ones stay here, and go when the process does. */
const LONGEST = 1024;
const SHELVED = '~';
const SHELVED_AT_MOST = 1_000;
const shelf = new Map<string, string>();

function sealed(place: object): string {
  const whole = Buffer.from(JSON.stringify(place)).toString('base64url');
  if (whole.length <= LONGEST) return whole;
  const short = `${SHELVED}${randomUUID()}`;
  const [oldest] = shelf.keys();
  if (shelf.size >= SHELVED_AT_MOST && oldest !== undefined) shelf.delete(oldest);
  shelf.set(short, whole);
  return short;
}

/** What is made up is refused here, or by the node whose own cursor in it is sealed. */
function opened<Beside>(cursor: string): Place<Beside> {
  try {
    const whole = cursor.startsWith(SHELVED) ? (shelf.get(cursor) ?? '') : cursor;
    const place = JSON.parse(Buffer.from(whole, 'base64url').toString()) as Partial<Place<Beside>>;
    const isPlace =
      isRecord(place.at) &&
      Object.values(place.at).every((at) => at === null || typeof at === 'string') &&
      isRecord(place.done) &&
      Array.isArray(place.gone);
    if (isPlace) return place as Place<Beside>;
  } catch {
    // Told below.
  }
  throw new StoreError('invalid_cursor', 'the cursor is not one of this listing: start again without it');
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
