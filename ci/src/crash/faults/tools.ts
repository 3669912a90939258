import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../run/process.ts';
import { DidNotStart, type How, type Service, serve } from '../../servers/service.ts';
import { everything } from '../client.ts';

const DIMENSIONS = 256;
const ITEMS = 50;
const STACK = /\n\s+at |"stack"/;

/** What was found wrong, said as it is found. */
export class Findings {
  readonly all: string[] = [];

  hold(good: boolean, otherwise: string): void {
    if (!good) this.all.push(otherwise);
  }
}

export interface Answer {
  readonly status: number;
  readonly body: { readonly code?: string; readonly message?: string };
  readonly text: string;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

/** Stores one batch of about 50 kB. */
export async function store(url: string, number: number): Promise<Answer> {
  const observations = Array.from({ length: ITEMS }, (_, i) => ({
    entity_id: `b${number}-${i}`,
    vector: Array.from({ length: DIMENSIONS }, (_, axis) => Math.sin(number * 31 + i * 7 + axis)),
  }));
  return answerOf(
    await fetch(`${url}/v1/vectors/batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ observations }),
    }),
  );
}

export const search = async (url: string): Promise<Answer> =>
  answerOf(
    await fetch(`${url}/v1/search/temporal-knn`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query_vector: Array(DIMENSIONS).fill(0.5) }),
    }),
  );

/** The refusal a caller is owed: 503 with its code, words, and nothing of the inside. */
export function isRefusal({ status, body, text }: Answer): boolean {
  return status === 503 && body.code === 'unavailable' && (body.message?.length ?? 0) > 10 && !STACK.test(text);
}

export const tellsStack = (said: string): boolean => STACK.test(said);

/** A server that must not start: it ends with 2 and one line that says why. */
export async function mustRefuse(how: How, words: RegExp, found: Findings): Promise<void> {
  try {
    const service = await serve(how);
    await service.end();
    found.hold(false, 'the server started');
  } catch (error) {
    if (!(error instanceof DidNotStart)) throw error;
    const { ended, said } = error;
    found.hold(ended.code === 2, `the server ended with ${ended.code ?? ended.signal}`);
    found.hold(words.test(said) && said.trim().split('\n').length === 1, `it said: ${said}`);
    found.hold(!tellsStack(said), `it showed a stack trace: ${said}`);
  }
}

/** Whether every batch that was acknowledged is there, once. */
export async function allThere({ url }: Service, batches: readonly number[], found: Findings): Promise<void> {
  const times = new Map<string, number>();
  for (const { entity_id } of await everything(url)) times.set(entity_id, (times.get(entity_id) ?? 0) + 1);
  const wrong = batches.filter(
    (number) => times.get(`b${number}-0`) !== 1 || times.get(`b${number}-${ITEMS - 1}`) !== 1,
  );
  found.hold(wrong.length === 0, `acknowledged batches ${wrong.join()} are not there`);
}

export async function stop(service: Service, found: Findings): Promise<void> {
  const { code, signal } = await service.end();
  found.hold(code === 0, `the server ended with ${code ?? signal}`);
  found.hold(!tellsStack(service.said()), `it showed a stack trace: ${service.said().slice(0, 300)}`);
}

export async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'vsdb-fault-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function does(...argv: readonly string[]): Promise<void> {
  const { ok, output } = await run({ argv, cwd: '/' });
  if (!ok) throw new Error(output.trim());
}
