import { printJson, type Value } from '../exact/json.ts';
import type { Result } from '../fixtures/case.ts';
import type { Answer } from '../scoring/answer.ts';
import type { Content, Operation, Response, resolver } from './document.ts';
import { type Kind, kindOf } from './media.ts';
import { type Mode, sample } from './sample.ts';
import { plain } from './schema.ts';

export interface Answered {
  readonly answer: Answer;
  readonly gives: Result;
  /** How many items to take, of what has no end. */
  readonly take?: number;
}

type Resolve = ReturnType<typeof resolver>;
const BYTES = 'AAH/DQo=';
/** XML has cases by hand; forms as answers too. */
const PREFERRED: readonly Kind[] = ['json', 'text', 'lines', 'records', 'binary', 'events'];

/** What the server says with a status, and what must come of it; null where the document has no such value. */
export function answerWith(resolve: Resolve, response: Response, status: number, mode: Mode): Answered | null {
  const content = PREFERRED.map((kind) => response.content.find(({ type }) => kindOf(type) === kind)).find(Boolean);
  if (!content && response.content.length > 0) return null;
  if (!content)
    return { answer: { status }, gives: status < 300 ? give(status, null) : { status, attempts: 1, error: {} } };
  return status >= 200 && status < 300 ? succeed(resolve, content, status, mode) : fail(resolve, content, status, mode);
}

const give = (status: number, value: Value): Result => ({ status, value, attempts: 1 });

function succeed(resolve: Resolve, { type, schema, itemSchema }: Content, status: number, mode: Mode): Answered | null {
  const headers = { 'Content-Type': type.includes('*') ? 'application/octet-stream' : type };
  const make = (of: Value): Value | undefined => sample(resolve, of, { mode, direction: 'response' });
  const kind = kindOf(type);
  if (kind === 'binary') return { answer: { status, headers, base64: BYTES }, gives: give(status, { $bytes: BYTES }) };
  if (kind === 'text') {
    const text = make({ type: 'string' }) as string;
    return { answer: { status, headers, text }, gives: give(status, text) };
  }
  const value = make(itemSchema ?? schema);
  if (value === undefined || (kind === 'events' && itemSchema)) return null;
  if (kind === 'json') return { answer: { status, headers, json: value }, gives: give(status, value) };
  const text = [value, value].map((item) => framed(kind, item, isText(resolve, schema))).join('');
  return { answer: { status, headers, text }, gives: { items: [value, value], end: 'complete' } };
}

const isText = (resolve: Resolve, schema: Value): boolean => plain(resolve, schema).types[0] === 'string';

function framed(kind: Kind, item: Value, isTextual: boolean): string {
  const text = isTextual && kind === 'events' ? String(item) : printJson(item);
  if (kind === 'events') return `data: ${text.replaceAll('\n', '\ndata: ')}\n\n`;
  return kind === 'records' ? `\x1e${text}\n` : `${text}\n`;
}

function fail(resolve: Resolve, { type, schema }: Content, status: number, mode: Mode): Answered | null {
  if (kindOf(type) !== 'json') return { answer: { status }, gives: { status, attempts: 1, error: {} } };
  const body = sample(resolve, schema, { mode, direction: 'response' });
  if (body === undefined) return null;
  const answer = { status, headers: { 'Content-Type': type }, json: body };
  return { answer, gives: { status, attempts: 1, error: { body } } };
}

/** A status that a range or `default` stands for, and no other response of the operation. */
export function statusFor({ status }: Response, { responses }: Operation): number {
  if (/^\d{3}$/.test(status)) return Number(status);
  const taken = new Set(responses.map((response) => response.status));
  const range = /^[1-5]/.test(status) ? Number(status[0]) : [4, 5, 2].find((one) => !taken.has(`${one}XX`));
  const free = [18, 55, 7, 98].map((rest) => Number(range ?? 4) * 100 + rest);
  return free.find((one) => !taken.has(String(one))) ?? 499;
}
