import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLines } from '../src/http/ndjson.ts';
import { serve } from './helpers.ts';

/** What an import answers, or an error. */
interface Outcome {
  code?: string;
  compressed?: number;
  errors?: { line: number; error: { code: string } }[];
}

type Body = string | Buffer<ArrayBuffer> | ReadableStream<Uint8Array>;

const NDJSON = { 'content-type': 'application/x-ndjson' };
const at = (second: number) => new Date(Date.UTC(2025, 5, 1, 0, 0, second)).toISOString();
const row = (i: number) => ({
  entity_id: `e${i % 7}`,
  vector: [i / 8, 1],
  entity_type: 'T',
  timestamp: at(i % 50),
  metadata: { i },
});
const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `${JSON.stringify(row(from + i))}\n`).join('');

async function transfer() {
  const { url, call } = await serve();
  return {
    url,
    call,
    async send(body: Body, headers: Record<string, string> = {}) {
      const response = await fetch(`${url}/v1/vectors/import`, {
        method: 'POST',
        headers: { ...NDJSON, ...headers },
        body,
        duplex: 'half',
      } as RequestInit);
      return { status: response.status, body: (await response.json()) as Outcome };
    },
    async read(query = '', headers: Record<string, string> = {}) {
      const response = await fetch(`${url}/v1/vectors/export${query}`, { headers });
      const text = await response.text();
      expect(response.headers.get('content-type')).toBe(
        response.ok ? 'application/x-ndjson' : 'application/json; charset=utf-8',
      );
      return text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line));
    },
  };
}

describe('import_vectors and export_vectors', () => {
  it('give back what was taken, filtered, and what is given can be taken again', async () => {
    const { send, read, call } = await transfer();
    const { body } = await send(lines(2500));
    expect(body).toMatchObject({ imported: 2500, failed: 0, errors: [] });
    expect((await call('GET', '/v1/status')).body).toMatchObject({
      observations: 2500,
      storage: { compressed: body.compressed },
    });
    const all = await read();
    const order = (a: { metadata: { i: number } }, b: { metadata: { i: number } }) => a.metadata.i - b.metadata.i;
    expect(all.toSorted(order)).toEqual(Array.from({ length: 2500 }, (_, i) => row(i)));
    expect(await read(`?entity_id=e3&start_time=${at(1)}&end_time=${at(1)}`)).toHaveLength(
      Array.from({ length: 2500 }, (_, i) => i).filter((i) => i % 7 === 3 && i % 50 === 1).length,
    );
    const copy = await transfer();
    await copy.send(all.map((each) => JSON.stringify(each)).join('\n'));
    expect(await copy.read()).toEqual(all);
    expect(await read('', { 'x-tenant-id': 'u' })).toEqual([]);
    expect((await read('?entity_id=e1', { 'x-tenant-id': 'u' }))[0]).toMatchObject({ code: 'entity_not_found' });
    expect((await read(`?start_time=${at(2)}&end_time=${at(1)}`))[0]).toMatchObject({ code: 'invalid_window' });
  });

  it('fail line by line, and say which', async () => {
    const { send, read } = await transfer();
    const long = `{"entity_id":"e","vector":[${'1,'.repeat(600_000)}1]}`;
    const bad = Buffer.from('{"entity_id":"\xff","vector":[1]}\n', 'latin1');
    const body = Buffer.concat([
      Buffer.from(`${lines(1)}\n{"a"\n${long}\n{"entity_id":"e"}\r\n`),
      bad,
      Buffer.from(lines(1, 1).trim()),
    ]);
    const outcome = (await send(body)).body;
    expect(outcome).toMatchObject({ imported: 2, failed: 4 });
    expect(outcome.errors?.map(({ line, error }) => [line, error.code])).toEqual([
      [3, 'invalid_json'],
      [4, 'invalid_request'],
      [5, 'invalid_request'],
      [6, 'invalid_request'],
    ]);
    expect(await read()).toHaveLength(2);
    expect((await send('x\n'.repeat(150))).body).toMatchObject({ failed: 150, errors: { length: 100 } });
    expect((await send('')).body).toMatchObject({ imported: 0, failed: 0 });
  });

  it('store lines once per key, also when the first attempt broke off midway', async () => {
    const { url, send, call } = await transfer();
    const key = { 'idempotency-key': 'k' };
    const whole = lines(3500);
    await new Promise<void>((resolve) => {
      const cut = request(`${url}/v1/vectors/import`, { method: 'POST', headers: { ...NDJSON, ...key } });
      cut.on('error', () => resolve());
      cut.write(whole.slice(0, whole.length * 0.7), () => setTimeout(() => cut.destroy(), 200));
    });
    const before = async () => (await call('GET', '/v1/status')).body.observations;
    await expect.poll(before, { timeout: 20_000 }).toBe(2000);
    expect(await send(whole, key)).toMatchObject({ status: 200, body: { imported: 3500 } });
    expect((await send(whole, key)).body).toMatchObject({ imported: 3500 });
    expect((await call('GET', '/v1/status')).body.observations).toBe(3500);
    expect(await send(lines(10, 1), key)).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  });

  it('take gzip, here and where the document says so, and nothing else', async () => {
    const { send, url, call } = await transfer();
    const gzip = { 'content-encoding': 'gzip' };
    expect((await send(gzipSync(lines(1200)), gzip)).body).toMatchObject({ imported: 1200 });
    const broken = await send(gzipSync(lines(1200)).subarray(0, 200), gzip);
    expect(broken).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(await send(lines(1), { 'content-encoding': 'br' })).toMatchObject({ status: 415 });
    const post = async (path: string, body: Buffer<ArrayBuffer>) => {
      const headers = { ...gzip, 'content-type': 'application/json' };
      const response = await fetch(url + path, { method: 'POST', headers, body });
      return { status: response.status, body: await response.json() };
    };
    const batch = gzipSync(JSON.stringify({ observations: [row(1)] }));
    expect(await post('/v1/vectors/batch', batch)).toMatchObject({ status: 200, body: { ingested: 1 } });
    expect(await post('/v1/vectors/batch', batch.subarray(0, 20))).toMatchObject({
      status: 400,
      body: { code: 'invalid_encoding' },
    });
    const bomb = gzipSync(Buffer.alloc(40_000_000, ' '));
    expect(await post('/v1/vectors/batch', bomb)).toMatchObject({ status: 413, body: { code: 'body_too_large' } });
    expect(await post('/v1/vectors', gzipSync(JSON.stringify(row(1))))).toMatchObject({ status: 415 });
    expect((await call('GET', '/healthz')).status).toBe(200);
  });

  it('take and give far more than one write holds', async () => {
    const { url, send } = await transfer();
    const block = new TextEncoder().encode(lines(1000));
    let blocks = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (blocks++ < 60) controller.enqueue(block);
        else controller.close();
      },
    });
    expect((await send(endless)).body).toMatchObject({ imported: 60_000 });
    const response = await fetch(`${url}/v1/vectors/export`);
    let count = 0;
    for await (const chunk of response.body as ReadableStream<Uint8Array>) {
      count += chunk.filter((byte) => byte === 10).length;
    }
    expect(count).toBe(60_000);
  }, 60_000);
});

describe('lines', () => {
  it.each([1, 2, 3, 7, 1000])('are the same however the bytes are cut, %d at a time', async (size) => {
    const bytes = Buffer.from('äöü\n\n  \r\nlonger than ten\nlast');
    const body = (async function* () {
      for (let i = 0; i < bytes.length; i += size) yield bytes.subarray(i, i + size);
    })();
    const read = [];
    for await (const line of readLines(body, 10)) read.push(line);
    expect(read).toEqual([
      { number: 1, text: 'äöü' },
      { number: 4, text: null },
      { number: 5, text: 'last' },
    ]);
  });
});
