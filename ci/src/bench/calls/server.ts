// Answers as fast as it can, always the same: `node server.ts`, which prints where it listens.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const HITS = 100;
const DIMENSIONS = 768;
const BATCH = 1000;
const EVENTS = 20_000;
const AT = '2026-01-02T03:04:05.678Z';

const entity = {
  ...{ entity_id: 'e1', entity_type: 'BENCH', display_name: 'One', metadata: { a: 1, b: 'two' }, created_at: AT },
  ...{ updated_at: AT, first_observed: AT, last_observed: AT, observations: 12, dimensions: [DIMENSIONS] },
};
const vector = Array.from({ length: DIMENSIONS }, (_, n) => Math.fround(Math.sin(n)));
const hits = (vector: unknown): string => {
  const hit = { entity_type: 'BENCH', timestamp: AT, vector, metadata: {} };
  const hits = Array.from({ length: HITS }, (_, n) => ({
    ...hit,
    entity_id: `e${n}`,
    sequence: n,
    distance: n / HITS,
  }));
  return JSON.stringify({ hits, compared: HITS, dimensions: DIMENSIONS });
};
const items = Array.from({ length: BATCH }, (_, index) => ({
  index,
  status: 'ingested',
  sequence: index,
  error: null,
}));
const change = (n: number): object => ({
  ...{ id: `log-${n}`, sequence: n, entity_id: `e${n}`, entity_type: 'BENCH', change_type: 'ingested' },
  ...{ timestamp: AT, observed_at: AT, dimensions: 8 },
});
const events = Array.from({ length: EVENTS }, (_, n) => `id: log-${n}\ndata: ${JSON.stringify(change(n))}\n\n`).join(
  '',
);

const ANSWERS: Readonly<Record<string, string>> = {
  '/v1/entities/e1': JSON.stringify(entity),
  '/v1/search/temporal-knn': hits(vector),
  '/v1/vectors/batch': JSON.stringify({ ingested: BATCH, compressed: 0, items }),
  '/models/e1': '{"id":"e1","object":"model","created":1700000000,"owned_by":"bench"}',
  '/collections/c/exists': '{"result":{"exists":true},"status":"ok","time":0.1}',
};

const PACKED: Readonly<Record<string, string>> = {
  '/v1/search/temporal-knn': hits(Buffer.from(Float32Array.from(vector).buffer).toString('base64')),
};

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const [path = ''] = (request.url ?? '').split('?');
    if (path === '/v1/changes/stream') {
      // Who comes back hears that there is no more.
      if (request.headers['last-event-id'] !== undefined) return response.writeHead(204).end();
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      return response.end(events);
    }
    const body = (request.headers.prefer === 'packed-floats' && PACKED[path]) || ANSWERS[path];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body ?? '{}');
  });
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
