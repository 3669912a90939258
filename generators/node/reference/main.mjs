// Runs the snippets against live servers, and checks what they answer.
import assert from 'node:assert/strict';
import {
  AuthenticationError,
  EntityNotFoundError,
  PermissionDeniedError,
  RateLimitError,
  VectorScaleClient,
  VsdbError,
} from '@vectorscaledb/client';
import { basicConnection, errorHandling, ingestingData, querying, streaming, withAuthentication } from './snippets.mjs';

const { VSDB_URL: url, VSDB_API_KEY: apiKey, VSDB_LIMITED_URL: limitedUrl } = process.env;

/** What the snippets print. @type {string[]} */
const printed = [];
for (const method of /** @type {const} */ (['log', 'error'])) {
  console[method] = (/** @type {unknown[]} */ ...words) => void printed.push(words.map(String).join(' '));
}

/** Time for what happens in other tasks. */
const soon = () => new Promise((resolve) => setTimeout(resolve, 50));

const { client } = withAuthentication();
assert.ok(basicConnection().client instanceof VectorScaleClient);
assert.doesNotMatch(JSON.stringify(client) + (await import('node:util')).inspect(client), new RegExp(`${apiKey}`));

// Ingesting: every vector is acknowledged, and there.
const { result } = await ingestingData(client);
assert.equal(result.ingested, 10_000);
assert.equal(result.items.length, 10_000);
assert.ok(result.items.every(({ index, error }, at) => index === at && error === null));
assert.equal(result.failed.length, 0);
assert.equal(printed.pop(), `Ingested: 10000, Compressed: ${result.compressed}`);
assert.equal((await client.getStatus()).observations, 10_001);

// Querying: what the snippets ask for is put there first, so that the answers are known.
const window = { start: Date.UTC(2025, 5, 1), minutes: 60 };
for (const [entityId, offset] of /** @type {const} */ ([
  ['vehicle-001', 0],
  ['vehicle-002', 0.1],
  ['vehicle-003', 0.5],
])) {
  const path = Array.from({ length: 10 }, (_, at) => ({
    entityId,
    vector: [0.1 + offset, 0.7, 0.4, 0.8 + at / 10],
    entityType: 'TRACKED_OBJECT',
    timestamp: new Date(window.start + at * 60_000),
  }));
  assert.equal((await client.ingestBatch(path)).ingested, 10);
}
const { results, similar, anomalies } = await querying(client);
assert.equal(results.hits.length, 5);
assert.equal([...results][0]?.entityId, 'vehicle-001');
assert.ok((results.hits[0]?.distance ?? 1) < 1e-6, 'the nearest is the query itself');
assert.ok(results.hits.every(({ distance }, at) => at === 0 || distance >= (results.hits[at - 1]?.distance ?? 0)));
assert.deepEqual(
  [...similar].map(({ entityId }) => entityId),
  ['vehicle-002', 'vehicle-003'],
);
assert.equal(anomalies.entityId, 'sensor-42');
assert.ok(anomalies.score === null ? anomalies.reason : anomalies.threshold);

// Streaming: an event that another task causes is delivered.
const { stream } = streaming(client);
/** @type {Promise<string>} */
const delivered = new Promise((resolve) => stream.once('data', (event) => resolve(event.entityId)));
let arrived = false;
void delivered.then(() => {
  arrived = true;
});
for (let at = 0; at < 100 && !arrived; at++) {
  await client.ingest({ entityId: 'car-7', vector: [1, 2], entityType: 'AUTONOMOUS_VEHICLE' });
  await soon();
}
assert.equal(await delivered, 'car-7');
assert.match(printed.at(0) ?? '', /^Entity car-7 updated: (created|updated)$/);
stream.close();

// The same feed by WebSocket: the same event, under the same id, and everything since a place in it.
const feed = client.subscribe({ entityTypes: ['AUTONOMOUS_VEHICLE'] });
await feed.withResponse();
const began = feed.lastEventId ?? '';
await client.ingest({ entityId: 'car-8', vector: [1, 2], entityType: 'AUTONOMOUS_VEHICLE' });
/** @type {string[]} */
const bySocket = [];
for await (const { entityId } of feed) {
  bySocket.push(entityId);
  break;
}
assert.deepEqual(bySocket, ['car-8']);
for await (const event of client.subscribe({}, { lastEventId: began })) {
  assert.deepEqual([event.entityId, event.id], ['car-8', feed.lastEventId]);
  break;
}
const noKey = new VectorScaleClient({ url, apiKey: 'wrong' }).subscribe().withResponse();
await assert.rejects(noKey, (error) => error instanceof AuthenticationError && error.code === 'invalid_credentials');

// Errors: each branch of the snippet, and each class.
printed.length = 0;
await errorHandling(new VectorScaleClient({ url, apiKey: 'wrong' }));
assert.equal(printed.pop(), 'Invalid or expired API key');
await errorHandling(new VectorScaleClient({ url, apiKey, tenantId: 'not-mine' }));
assert.match(printed.pop() ?? '', /^Error tenant_forbidden: .+ \(request: .+\)$/);
const hasty = new VectorScaleClient({ url: limitedUrl, apiKey, maxRetries: 0 });
for (let at = 0; at < 5; at++) await errorHandling(hasty);
assert.match(printed.find((line) => line.startsWith('Rate')) ?? '', /^Rate limited\. Retry after [\d.]+s$/);

const wrongKey = new VectorScaleClient({ url, apiKey: 'wrong' }).getStatus();
await assert.rejects(wrongKey, (error) => error instanceof AuthenticationError && error.status === 401);
await assert.rejects(client.getEntity({ entityId: 'nobody' }), (error) => {
  assert.ok(error instanceof EntityNotFoundError && error instanceof VsdbError && error instanceof Error);
  assert.equal(error.code, 'entity_not_found');
  assert.ok(error.requestId);
  return true;
});
const tooMany = Promise.all(Array.from({ length: 5 }, () => hasty.getStatus()));
await assert.rejects(tooMany, (error) => error instanceof RateLimitError && (error.retryAfter ?? 0) > 0);
const notMine = new VectorScaleClient({ url, apiKey, tenantId: 'not-mine' }).getStatus();
await assert.rejects(notMine, (error) => error instanceof PermissionDeniedError && error instanceof VsdbError);

process.stdout.write('every snippet ran, and every answer was right\n');
