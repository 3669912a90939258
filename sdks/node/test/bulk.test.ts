import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sendInParts } from '../dist/esm/runtime/bulk.js';
import type { BulkEndpoint } from '../dist/esm/runtime/endpoint.js';
import type { Failures } from '../dist/esm/runtime/failures.js';
import { paginate } from '../dist/esm/runtime/paginator.js';
import * as wire from '../dist/esm/runtime/wire.js';
import { answer, coreOf, endpoint, failure, hang, pause, serve } from './server.ts';

interface Outcome {
  index: number;
  error: { code: string; message: string } | null;
}

interface Result {
  done: number;
  results: Outcome[];
  failed: Failures<number>;
}

const bulk: BulkEndpoint<object, unknown> = {
  ...endpoint({
    method: 'POST',
    contentType: 'application/json',
    repeatable: false,
    idempotencyKey: 'idempotency-key',
  }),
  answers: () => ({ 200: wire.asJson(wire.json) }),
  list: 'items',
  item: wire.int,
  maxItems: 10,
  maxBytes: null,
  results: 'results',
  index: 'index',
  sum: ['done'],
  failed: 'failed',
  problem: 'error',
  outcomeOf: (index, error) => ({ index, error: { code: error.code, message: error.message } }),
};

/** Takes even numbers; refuses odd ones one by one. */
function evenOnly(body: string): object {
  const items = (JSON.parse(body) as { items: number[] }).items;
  const results = items.map((item, index) => ({ index, error: item % 2 ? { code: 'odd', message: `${item}` } : null }));
  return { done: results.filter(({ error }) => error === null).length, results };
}

const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

describe('bulk', () => {
  it('splits, keeps order, adds up, and gives every item its own position', async () => {
    const server = await serve((request, response) => answer(response, 200, evenOnly(request.body)));
    const result = await sendInParts<object, Result, number>(coreOf(server.url), bulk, numbers(95), {});
    assert.equal(server.seen.length, 10);
    assert.equal(result.done, 48);
    assert.deepEqual(
      result.results.map(({ index }) => index),
      numbers(95),
    );
    assert.deepEqual(
      result.failed.indices,
      numbers(95).filter((one) => one % 2),
    );
    assert.deepEqual([...result.failed], result.failed.indices);
    assert.equal(new Set(server.seen.map(({ headers }) => headers['idempotency-key'])).size, 10);
  });

  it('runs as many requests at a time as it is told', async () => {
    let running = 0;
    let most = 0;
    const server = await serve(async (request, response) => {
      most = Math.max(most, ++running);
      await pause(30);
      running--;
      answer(response, 200, evenOnly(request.body));
    });
    await sendInParts(coreOf(server.url), bulk, numbers(120), {}, { parallelism: 3 });
    assert.equal(most, 3);
    await sendInParts(coreOf(server.url), bulk, numbers(9), {}, { parallelism: 3 });
    assert.equal(server.seen.length, 12 + 3);
    assert.ok(
      (await failure(sendInParts(coreOf(server.url), bulk, [], {}, { parallelism: 0 }))).code === 'invalid_argument',
    );
  });

  it('gives every connection something to do, also when nobody says how many items there are', async () => {
    const server = await serve((request, response) => answer(response, 200, evenOnly(request.body)));
    for (const given of [new Set(numbers(9)), numbers(9).values()]) {
      await sendInParts(coreOf(server.url), bulk, given, {}, { parallelism: 3 });
    }
    const parts = server.seen.map(({ body }) => (JSON.parse(body) as { items: number[] }).items.length);
    assert.deepEqual(parts, [3, 3, 3, 3, 3, 3]);
  });

  it('takes items only when there is somebody to send them', async () => {
    let taken = 0;
    async function* items() {
      for (; taken < 100; taken++) yield taken;
    }
    const ahead: number[] = [];
    const server = await serve(async (request, response) => {
      await pause(20);
      ahead.push(taken - server.seen.length * 10);
      answer(response, 200, evenOnly(request.body));
    });
    await sendInParts(coreOf(server.url), bulk, items(), {}, { parallelism: 2 });
    assert.equal(taken, 100);
    assert.ok(Math.max(...ahead) <= 10, `${ahead}`);
  });

  it('keeps the rest when a part fails, and sends it again under its key', async () => {
    const failing = new Set<unknown>();
    let mended = false;
    const server = await serve((request, response) => {
      if (!mended && request.body.includes('[20,')) {
        failing.add(request.headers['idempotency-key']);
        return answer(response, 400, { code: 'no', message: 'not now' });
      }
      answer(response, 200, evenOnly(request.body));
    });
    const core = coreOf(server.url);
    const result = await sendInParts<object, Result, number>(core, bulk, numbers(40), {}, { parallelism: 2 });
    assert.equal(result.done, 15);
    assert.deepEqual(
      result.results.map(({ index }) => index),
      numbers(40),
    );
    assert.deepEqual(result.results[21], { index: 21, error: { code: 'no', message: 'not now' } });
    mended = true;
    const before = server.seen.length;
    const again = await sendInParts<object, Result, number>(core, bulk, result.failed, {});
    assert.equal(again.done, 5);
    assert.equal(again.results.length, result.failed.length);
    const keys = server.seen.slice(before).map(({ headers }) => headers['idempotency-key']);
    assert.equal(keys.filter((key) => failing.has(key)).length, 1);
  });

  it('raises when every part failed, and what the caller aborts', async () => {
    const server = await serve((_, response) => answer(response, 400, { code: 'no', message: 'no' }));
    assert.equal((await failure(sendInParts(coreOf(server.url), bulk, numbers(20), {}))).code, 'no');
    const slow = await serve(() => hang());
    const signal = AbortSignal.timeout(50);
    assert.equal(await failure(sendInParts(coreOf(slow.url), bulk, numbers(20), {}, { signal })), signal.reason);
  });

  it('refuses an item that is none, by its position, and sends the others', async () => {
    const server = await serve((request, response) => answer(response, 200, evenOnly(request.body)));
    const result = await sendInParts<object, Result, unknown>(coreOf(server.url), bulk, [0, 'x', 2], {});
    assert.equal(result.done, 2);
    assert.equal(result.failed.details[0]?.error.message, '[1]: expected an integer, got a string');
    assert.deepEqual(
      result.results.map(({ index }) => index),
      [0, 1, 2],
    );
  });

  it('splits by bytes, too, and keeps digits', async () => {
    const server = await serve((request, response) => answer(response, 200, evenOnly(request.body)));
    await sendInParts(
      coreOf(server.url),
      { ...bulk, item: wire.text, maxItems: 100, maxBytes: 2048 },
      ['é'.repeat(400), 'b'.repeat(400)],
      {},
    );
    assert.equal(server.seen.length, 2);
    await sendInParts(coreOf(server.url), { ...bulk, item: wire.integer }, [9007199254740993n], {});
    assert.equal(server.seen[2]?.body, '{"items":[9007199254740993]}');
  });
});

describe('pages', () => {
  it('are requested when they are needed', async () => {
    const server = await serve((request, response) => {
      const page = Number(new URL(request.url, 'http://x').searchParams.get('cursor') ?? 0);
      answer(response, 200, { items: [page * 2, page * 2 + 1], next: page < 2 ? `${page + 1}` : null });
    });
    const pages = () =>
      paginate<object, number, { items: number[]; next: string | null }>(
        coreOf(server.url),
        {
          ...endpoint(),
          query: (params) => wire.queryParts('cursor', wire.text, (params as { cursor?: string }).cursor),
          resultType: { items: [], next: null },
          cursor: 'cursor',
          next: 'next',
          items: 'items',
        },
        {},
      );
    const list = pages();
    assert.equal(server.seen.length, 0);
    assert.deepEqual((await list).items, [0, 1]);
    assert.equal(server.seen.length, 1);
    const found: number[] = [];
    for await (const item of pages()) found.push(item);
    assert.deepEqual(found, [0, 1, 2, 3, 4, 5]);
    for await (const page of pages().pages()) {
      assert.equal(page.items.length, 2);
      break;
    }
    assert.equal(server.seen.length, 5);
  });
});
