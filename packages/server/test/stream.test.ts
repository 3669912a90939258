import { describe, expect, it } from 'vitest';
import { serverSentEvents } from '../src/http/sse.ts';
import { startServer } from '../src/index.ts';
import { blocks, caller, field, serve } from './helpers.ts';

const follow = async (url: string, lastEventId?: string, query = '') => {
  const response = await fetch(`${url}/v1/changes/stream${query}`, {
    ...(lastEventId && { headers: { 'last-event-id': lastEventId } }),
  });
  return { response, events: blocks(response) };
};
const next = async (events: AsyncGenerator<string>) => (await events.next()).value as string;
const data = (block: string) => JSON.parse(field(block, 'data') ?? '');

describe('stream_changes', () => {
  it('starts from now, delivers changes with their ids, and resumes after any of them', async () => {
    const { url, call } = await serve();
    const send = (entity_id: string, entity_type = 'A') =>
      call('POST', '/v1/vectors', { entity_id, vector: [1, 2], entity_type });
    await send('before');
    const { response, events } = await follow(url);
    expect(response.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const opening = await next(events);
    expect(opening).toMatch(/^retry: 1000\nid: \S+$/);
    await send('a');
    const first = await next(events);
    expect(data(first)).toMatchObject({
      id: field(first, 'id'),
      entity_id: 'a',
      entity_type: 'A',
      change_type: 'created',
      dimensions: 2,
    });
    await events.return(undefined);
    await send('b', 'B');
    await send('a');
    for (const [id, expected] of [
      [field(opening, 'id'), ['a', 'b', 'a']],
      [field(first, 'id'), ['b', 'a']],
    ] as const) {
      const { events: again } = await follow(url, id);
      expect(await next(again)).toContain('retry');
      for (const entity_id of expected) expect(data(await next(again))).toMatchObject({ entity_id });
      await again.return(undefined);
    }
    const { events: filtered } = await follow(url, field(opening, 'id'), '?entity_types=B&entity_types=C');
    await next(filtered);
    expect(data(await next(filtered))).toMatchObject({ entity_id: 'b' });
    await filtered.return(undefined);
  });

  it('answers 410 to an id that is no longer kept', async () => {
    const { url, call } = await serve({ changesKept: 2 });
    const { events } = await follow(url);
    const id = field(await next(events), 'id') as string;
    await events.return(undefined);
    for (let i = 0; i < 4; i++) await call('POST', '/v1/vectors', { entity_id: 'a', vector: [1] });
    for (const gone of [id, 'made-up']) {
      const { response } = await follow(url, gone);
      expect(response.status).toBe(410);
      expect(await response.json()).toMatchObject({
        code: 'cursor_expired',
        request_id: response.headers.get('x-request-id'),
      });
    }
  });

  it('ends cleanly when the server stops, which does not wait for it', async () => {
    const { url, close } = await startServer();
    const { events } = await follow(url);
    await next(events);
    await close();
    expect(await events.next()).toEqual({ done: true, value: undefined });
    await expect(caller(url)('GET', '/v1/status')).rejects.toThrow();
  });

  it('sends comments while nothing happens', async () => {
    const { promise: never } = Promise.withResolvers<IteratorResult<{ id: string }>>();
    const silent = { [Symbol.asyncIterator]: () => ({ next: () => never }) };
    const lines = serverSentEvents({ startId: 's', events: silent }, 10);
    await lines.next();
    expect([(await lines.next()).value, (await lines.next()).value]).toEqual([': keep-alive\n\n', ': keep-alive\n\n']);
  });
});
