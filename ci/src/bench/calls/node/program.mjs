// Calls of the Node SDK beside bare `fetch` and others: `node program.mjs URL STORE BODY EMBEDDINGS SDK_FOLDER
// [PEER]`: a server that only answers, one that keeps what it gets, the gzipped bodies of two batches, and a peer's client in one file.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import OpenAI from 'openai';

const [url, store, batch, embeddings, folder, peerFile] = process.argv.slice(2);
const { VectorScaleClient } = await import(pathToFileURL(`${folder}/dist/esm/index.js`).href);
const ROUNDS = 7;
const CALLS = 500;
const BATCHES = 20;
const EMBEDDED = 5;
const EVENTS = 20_000;
const rows = {};
const client = new VectorScaleClient({ url, apiKey: 'key' });
const packing = new VectorScaleClient({ url, apiKey: 'key', packedFloats: true });
const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];

async function compare(metric, ways, times) {
  const took = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  for (const work of Object.values(ways)) for (let n = 0; n < times; n += 1) await work();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, work] of Object.entries(ways)) {
      const begun = performance.now();
      for (let n = 0; n < times; n += 1) await work();
      took[name].push((performance.now() - begun) / times / 1000);
    }
  }
  for (const [name, all] of Object.entries(took)) rows[`${metric} | ${name}`] = median(all);
}

const headers = { 'x-api-key': 'key', 'content-type': 'application/json' };
const json = async (path, init, base = url) => (await fetch(`${base}${path}`, { headers, ...init })).json();
const openai = new OpenAI({ baseURL: url, apiKey: 'key' });
const peer = peerFile && (await import(pathToFileURL(peerFile).href));
const configuration = peer && new peer.Configuration({ basePath: url, apiKey: 'key' });
const entities = peer && new peer.EntitiesApi(configuration);
await compare(
  'one call, s',
  {
    'bare: fetch': () => json('/v1/entities/e1'),
    ours: () => client.getEntity({ entityId: 'e1' }),
    'openai, another API': () => openai.models.retrieve('e1'),
    ...(peer && { 'openapi-generator': () => entities.getEntity({ entityId: 'e1' }) }),
  },
  CALLS,
);

const window = { startTime: '2025-01-01T00:00:00Z', endTime: '2026-01-01T00:00:00Z' };
const query = { queryVector: Array(768).fill(0.5), ...window, k: 100 };
const body = JSON.stringify({
  query_vector: query.queryVector,
  start_time: window.startTime,
  end_time: window.endTime,
  k: 100,
});
const search = () => json('/v1/search/temporal-knn', { method: 'POST', body });
const searching = peer && new peer.SearchApi(configuration);
const temporalKnnRequest = { ...query, startTime: new Date(window.startTime), endTime: new Date(window.endTime) };
await compare(
  '100 hits of 768, s',
  {
    'bare: fetch and JSON': search,
    ours: () => client.temporalKnn(query),
    'ours, packed': () => packing.temporalKnn(query),
    ...(peer && { 'openapi-generator': () => searching.temporalKnn({ temporalKnnRequest }) }),
  },
  3,
);

const keyed = () => ({ ...headers, 'content-encoding': 'gzip', 'idempotency-key': crypto.randomUUID() });
const postReady = async (base, body, times) => {
  let left = times;
  const post = async () => {
    while (left-- > 0) await json('/v1/vectors/batch', { method: 'POST', body, headers: keyed() }, base);
  };
  await Promise.all([post(), post(), post(), post()]);
};
async function ingest(metric, base, vectorOf, file, times, clients) {
  const one = (_, n) => ({ entityId: `e${n}`, entityType: 'BENCH', vector: vectorOf(n) });
  const observations = Array.from({ length: 1000 }, one);
  const ready = readFileSync(file);
  const everything = Array.from({ length: times }, () => observations).flat();
  const ours = Object.entries(clients).map(([name, client]) => [
    name,
    () => client.ingestBatch(everything, { parallelism: 4 }),
  ]);
  const bare = () => postReady(base, ready, times);
  await compare(metric, { 'bare: ready bodies by fetch': bare, ...Object.fromEntries(ours) }, 1);
}
const short = () => Array(64).fill(0.25);
const embedding = (n) => Array.from({ length: 384 }, (_, at) => Math.sin(n * 384 + at + 1));
const kept = new VectorScaleClient({ url: store });
const keptPacked = new VectorScaleClient({ url: store, packedFloats: true });
await ingest('20,000 observations, s', url, short, batch, BATCHES, { ours: client });
await ingest('20,000 observations into SQLite, s', store, short, batch, BATCHES, { ours: kept });
const both = { ours: kept, 'ours, packed': keptPacked };
await ingest('5,000 of 384 into SQLite, s', store, embedding, embeddings, EMBEDDED, both);
// Who has heard them all goes: waiting to come back after the end is no work.
const follow = async () => {
  let count = 0;
  for await (const _ of client.streamChanges({})) if (++count === EVENTS) return;
};
const byLines = async () => {
  let count = 0;
  const { body } = await fetch(`${url}/v1/changes/stream`);
  for await (const line of createInterface({ input: Readable.fromWeb(body) }))
    if (line.startsWith('data:') && JSON.parse(line.slice(5))) count += 1;
  return count;
};
await compare('20,000 events, s', { 'bare: fetch, lines and JSON': byLines, ours: follow }, 1);
process.stdout.write(`${JSON.stringify(rows)}\n`);
process.exit(0);
