import { isDeepStrictEqual } from 'node:util';
import type { Case, Observed } from '../fixtures/case.ts';
import type { Document } from '../fixtures/fixture.ts';
import type { Finding } from '../judge/finding.ts';
import { type Answered, answerWith, statusFor } from './answer.ts';
import { asBulk } from './bulk.ts';
import { membersOf, type Operation, operationsOf, type Response, resolver } from './document.ts';
import { kindOf } from './media.ts';
import { makeRequest } from './request.ts';
import { MODES, type Mode } from './sample.ts';
import { plain } from './schema.ts';

const FEATURE = 'Every operation of every document';

/** Cases of every operation a document has, made of what the document says and nothing else. */
export function generateCases(document: Document): Case[] {
  return operationsOf(document).flatMap((operation) => distinct(casesOf(document, operation)));
}

function casesOf(document: Document, operation: Operation): Case[] {
  const resolve = resolver(document);
  const { responses, body, id } = operation;
  const contents = body?.content.filter(({ type }) => !type.includes('*')) ?? [null];
  const [only] = responses;
  const alone = responses.length === 1 && only?.status === 'default' ? { ...only, status: '200' } : undefined;
  const success = alone ?? responses.find((response) => statusFor(response, operation) < 300);
  const { isEither, flag } = streaming(resolve, operation);
  const whole = flag === null ? {} : { [flag]: false };
  const make = (name: string, mode: Mode, response: Response, content = contents[0] ?? null, fixed = whole): Case[] => {
    const made = makeRequest(document, resolve, operation, { mode, content, fixed });
    const answered = answerWith(resolve, response, statusFor(response, operation), mode);
    return made && answered ? [asBulk(operation, caseOf(operation, `${id}: ${name}`, made, answered))] : [];
  };
  const fallback: Response = { status: '200', content: [] };
  const streamed = responses.flatMap((response) => {
    const content = response.content.filter(({ type }) => kindOf(type) === 'events');
    if (!isEither || content.length === 0) return [];
    if (flag !== null)
      return make('streamed', 'plain', { ...response, content }, contents[0] ?? null, { [flag]: true });
    return make('streamed', 'plain', { ...response, content }).map(askingForEvents);
  });
  return [
    ...MODES.flatMap((mode) => make(mode, mode, success ?? fallback)),
    ...contents.slice(1).flatMap((content) => make(`as ${content?.type}`, 'full', success ?? fallback, content)),
    ...responses
      .filter((response) => response !== success)
      .flatMap((response) => make(response.status, 'full', response)),
    ...streamed,
  ];
}

interface Streaming {
  /** An operation answers whole or streamed. */
  readonly isEither: boolean;
  /** The member of the body that asks for the one or the other; else the Accept header does. */
  readonly flag: string | null;
}

function streaming(resolve: ReturnType<typeof resolver>, { responses, body, members }: Operation): Streaming {
  const kinds = responses.flatMap(({ content }) => content.map(({ type }) => kindOf(type)));
  const isEither = body !== null && kinds.includes('events') && kinds.some((kind) => kind !== 'events');
  const { flag } = membersOf(members['x-stream']);
  const name = typeof flag === 'string' ? flag : 'stream';
  const { properties } = plain(resolve, body?.content[0]?.schema);
  return { isEither, flag: isEither && Object.hasOwn(properties, name) ? name : null };
}

function askingForEvents(one: Case): Case {
  const { params = {} } = one.call;
  const header = { ...params.header, accept: 'text/event-stream' };
  return { ...one, call: { ...one.call, params: { ...params, header } } };
}

function caseOf(
  operation: Operation,
  name: string,
  { call, wire }: NonNullable<ReturnType<typeof makeRequest>>,
  { answer, gives }: Answered,
): Case {
  const isHead = operation.method === 'HEAD';
  const isEndless = membersOf(operation.members['x-stream']).endless === true && gives.items;
  return {
    name,
    feature: FEATURE,
    call: { ...call, ...(isEndless ? { take: gives.items?.length ?? 0 } : {}) },
    answers: [answer],
    wire: [wire],
    ...(fillsKey(operation, call) ? { also: keyOf } : {}),
    gives:
      isHead && gives.value !== undefined ? { ...gives, value: null } : isEndless ? { ...gives, end: 'taken' } : gives,
  };
}

const KEY = 'idempotency-key';

/** A key the document declares and the caller leaves out is the SDK's to make. */
function fillsKey({ parameters }: Operation, { params }: Case['call']): boolean {
  const given = Object.keys(params?.header ?? {}).some((name) => name.toLowerCase() === KEY);
  return !given && parameters.some(({ name, in: place }) => place === 'header' && name.toLowerCase() === KEY);
}

function keyOf({ recorded }: Observed): Finding[] {
  const keys = recorded.flatMap(({ headers }) => headers.filter(([name]) => name.toLowerCase() === KEY));
  return keys.some(([, key]) => key.length >= 16) ? [] : [{ what: KEY, expected: 'one of the SDK’s own', got: 'none' }];
}

/** Modes that make no difference to an operation are one case. */
function distinct(cases: readonly Case[]): Case[] {
  const kept: Case[] = [];
  const content = ({ call, answers }: Case): readonly unknown[] => [call, answers];
  for (const one of cases) {
    if (!kept.some((other) => isDeepStrictEqual(content(one), content(other)))) kept.push(one);
  }
  return kept;
}
