import type { Driver, DriverAnswer, DriverRequest, Value } from '@vectorscaledb/conformance';
import type { Ledger } from './ledger.ts';

/** What those who take part know of the run. */
export interface Course {
  readonly client: DriverRequest['client'];
  readonly ledger: Ledger;
  readonly random: () => number;
  /** Where followers begin. */
  readonly start: string;
  /** Whether the time is up. */
  isOver(): boolean;
  /** Whether writers are still needed: followers wait for events. */
  isFollowed(): boolean;
}

export const TYPE = 'SOAK';
const TIMEOUT_MS = 150_000;
const BATCH = 20;
const TAKE = 40;
const DIMENSIONS = 8;

const vector = (random: () => number): number[] => Array.from({ length: DIMENSIONS }, () => Math.fround(random()));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const codeOf = ({ error }: DriverAnswer): string => String(error?.code ?? 'none');

/** Stores one observation each of ever new entities, one by one and in batches. */
export async function write(name: string, driver: Driver, course: Course): Promise<void> {
  const { client, ledger, random } = course;
  for (let n = 0; !course.isOver() || course.isFollowed(); n += 1) {
    const isBatch = random() < 0.1;
    const entities = Array.from({ length: isBatch ? BATCH : 1 }, (_, i) => `${name}-${n}-${i}`);
    const items = entities.map((entity_id) => ({ entity_id, entity_type: TYPE, vector: vector(random) }));
    for (const entity of entities) ledger.unknown.add(entity);
    const body = (isBatch ? { observations: items } : items[0]) as Value;
    const operation = isBatch ? 'ingest_batch' : 'ingest';
    const answer = await driver.call({ client, operation, body }, TIMEOUT_MS);
    ledger.count(answer.ok ? `${operation}` : `${operation} failed with ${codeOf(answer)}`);
    if (answer.ok && isWhole(answer)) for (const entity of entities) ledger.acknowledged.add(entity);
    if ((answer.attempts ?? 1) > 1) ledger.count('calls that were tried again');
    await pause(random() * 40);
  }
}

/** Whether nothing of a batch failed. */
function isWhole({ value }: DriverAnswer): boolean {
  const { failed } = (value ?? {}) as { failed?: unknown };
  return failed === undefined || (Array.isArray(failed) && failed.length === 0);
}

/** Asks for what was stored, searches, and goes through pages. */
export async function read(driver: Driver, course: Course): Promise<void> {
  const { client, ledger, random } = course;
  while (!course.isOver()) {
    const known = [...ledger.acknowledged].at(-1);
    const window = { start_time: '2020-01-01T00:00:00Z', end_time: '2100-01-01T00:00:00Z' };
    const requests: readonly (Omit<DriverRequest, 'client'> | null)[] = [
      { operation: 'temporal_knn', body: { query_vector: vector(random), k: 10, ...window } as Value },
      { operation: 'list_entities', params: { query: { limit: 20 } }, take: 30 },
      known === undefined ? null : { operation: 'get_entity', params: { path: { entity_id: known } } },
    ];
    const request = requests[Math.floor(random() * requests.length)];
    if (!request) continue;
    const answer = await driver.call({ client, ...request }, TIMEOUT_MS);
    ledger.count(answer.ok ? request.operation : `${request.operation} failed with ${codeOf(answer)}`);
    if (answer.error?.code === 'entity_not_found') ledger.findings.push(`${known}: was stored, and is not found`);
    await pause(random() * 40);
  }
}

/** Follows all changes from the first, some at a time. */
export async function follow(name: string, driver: Driver, course: Course, transport?: 'websocket'): Promise<void> {
  const { client, ledger } = course;
  const seen: string[] = [];
  ledger.followed.set(name, seen);
  while (!course.isOver()) {
    const header = { 'Last-Event-ID': seen.at(-1) ?? course.start };
    const params = { header, query: { entity_types: [TYPE] } };
    const how = transport ? { transport } : {};
    const answer = await driver.call({ client, operation: 'stream_changes', params, take: TAKE, ...how }, TIMEOUT_MS);
    const ids = (answer.items ?? []).map((item) => String((item as { id?: unknown }).id));
    seen.push(...ids);
    ledger.count('events', ids.length);
    if (answer.error) ledger.count(`streams that ended with ${codeOf(answer)}`);
  }
}
