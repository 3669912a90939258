import { everything, read, send } from './client.ts';
import type { Ledger } from './ledger.ts';
import type { Observation } from './writes.ts';

const SEARCHES = 5;
const K = 10;
const REPLAYED = 5;
const DAY = 86_400_000;
const FIRST = Date.UTC(2025, 0, 1);

/** What is wrong with the data of a server that was killed and started again; nothing, if all is well. */
export async function verify(url: string, ledger: Ledger, random: () => number): Promise<string[]> {
  const stored = await everything(url);
  return [
    ...compare(stored, ledger),
    ...(await sendAgain(url, ledger)),
    ...(await counts(url)),
    ...(await searches(url, random)),
  ];
}

/** No acknowledged row lost, none doubled, nothing that nobody sent; what was cut off is there whole or not at all. */
function compare(stored: readonly Observation[], { mustBe, mayBe, open }: Ledger): string[] {
  const found: string[] = [];
  const times = new Map<string, number>();
  for (const { entity_id } of stored) times.set(entity_id, (times.get(entity_id) ?? 0) + 1);
  for (const entity of mustBe) if (!times.has(entity)) found.push(`${entity} was acknowledged and is lost`);
  for (const [entity, count] of times) {
    if (count > 1) found.push(`${entity} is there ${count} times`);
    if (!mustBe.has(entity) && !mayBe.has(entity)) found.push(`${entity} should not be there`);
  }
  for (const { key, makes, path } of open) {
    const there = makes.filter((entity) => times.has(entity)).length;
    // An import is stored in parts, each whole.
    const whole = there === 0 || there === makes.length || (path.endsWith('/import') && there % 1000 === 0);
    if (!whole) found.push(`${there} of ${makes.length} observations of ${key} are there`);
  }
  return found;
}

/** What was cut off is sent again under its key and must be there once; so must what was acknowledged, answered from its receipt. */
async function sendAgain(url: string, ledger: Ledger): Promise<string[]> {
  const found: string[] = [];
  const again = ledger.acknowledged.slice(-REPLAYED);
  for (const write of again) {
    const { status, replayed } = await send(url, write);
    // An import keeps receipts of its parts, and answers as if it had just been done.
    if (status >= 300 || (!replayed && !write.path.endsWith('/import')))
      found.push(`${write.key} was acknowledged, and sent again answered ${status} anew`);
  }
  for (const write of ledger.open.splice(0)) {
    const { status, text } = await send(url, write);
    if (status < 300) ledger.acknowledged.push(write);
    else found.push(`${write.key} sent again answered ${status}: ${text}`);
  }
  return [...found, ...compare(await everything(url), ledger)];
}

/** The counters say what is there. */
async function counts(url: string): Promise<string[]> {
  const there = await everything(url);
  const status = await read<{ entities: number; observations: number }>(url, '/v1/status');
  const { observations } = await read<{ observations: number }>(url, '/v1/vectors/count');
  const entities = new Set(there.map(({ entity_id }) => entity_id)).size;
  const said = [status.entities, status.observations, observations].join();
  const is = [entities, there.length, there.length].join();
  return said === is ? [] : [`entities, observations and count say ${said}, and there are ${is}`];
}

interface Hits {
  readonly hits: readonly { readonly entity_id: string; readonly distance: number }[];
  readonly compared: number;
}

/** A search over a window gives what comparing everything gives. */
async function searches(url: string, random: () => number): Promise<string[]> {
  const all = await everything(url);
  const found: string[] = [];
  for (let i = 0; i < SEARCHES; i += 1) {
    const start = FIRST + random() * 400 * DAY;
    const window = [start, start + random() * 200 * DAY].map((time) => new Date(time).toISOString()) as [
      string,
      string,
    ];
    const query = Array.from({ length: all[0]?.vector.length ?? 1 }, () => Math.fround(random()));
    const within = all.filter(({ timestamp }) => timestamp >= window[0] && timestamp <= window[1]);
    const nearest = within.map(({ vector }) => distance(vector, query)).sort((a, b) => a - b);
    const body = { query_vector: query, k: K, start_time: window[0], end_time: window[1] };
    const { hits, compared } = await read<Hits>(url, '/v1/search/temporal-knn', body);
    const same = hits.every(({ distance: d }, rank) => Math.abs(d - (nearest[rank] ?? Number.NaN)) < 1e-9);
    if (compared !== within.length || hits.length !== Math.min(K, within.length) || !same)
      found.push(`a search from ${window.join(' to ')} does not give what a scan of ${within.length} gives`);
  }
  return found;
}

/** Over the 32-bit numbers that are stored; what is printed is the shortest decimal of each. */
const distance = (stored: readonly number[], query: readonly number[]): number =>
  Math.sqrt(stored.reduce((sum, x, axis) => sum + (Math.fround(x) - (query[axis] ?? 0)) ** 2, 0));
