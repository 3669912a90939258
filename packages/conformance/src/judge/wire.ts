import { parseJson, type Value } from '../exact/json.ts';
import type { WireRequest } from '../fixtures/case.ts';
import { type Recorded, valuesOf } from '../scoring/recording.ts';
import { judgeBody } from './body.ts';
import { type Finding, same } from './finding.ts';

/** Nothing sends these unasked. */
const NEVER_UNASKED = ['authorization', 'cookie', 'proxy-authorization'];
const ONCE = ['host', 'content-length', 'content-type', 'cookie', 'authorization', 'accept', 'user-agent'];

/** Holds what arrived to what must have arrived: the same requests, no more and no fewer. */
export function judgeWire(expected: readonly WireRequest[], got: readonly Recorded[]): Finding[] {
  const lines = (requests: readonly { method: string; target: string }[]): string =>
    requests.map(({ method, target }) => `${method} ${inOrder(target)}`).join('\n') || 'none';
  const wrong = same('requests', lines(expected), lines(got));
  if (wrong.length > 0) return wrong;
  const many = expected.length > 1;
  return expected.flatMap((request, n) =>
    judgeRequest(request, got[n] as Recorded).map((finding) =>
      many ? { ...finding, what: `request ${n + 1}: ${finding.what}` } : finding,
    ),
  );
}

function judgeRequest({ host = 'origin', headers = {}, body, messages }: WireRequest, got: Recorded): Finding[] {
  const unasked = NEVER_UNASKED.filter((name) => !Object.keys(headers).some((own) => own.toLowerCase() === name));
  const expected = { ...Object.fromEntries(unasked.map((name) => [name, null])), ...headers };
  return [
    ...same('host', host, got.host),
    ...Object.entries(expected).flatMap(([name, value]) =>
      same(name, settled(name, value ?? undefined), settled(name, headerOf(got, name))),
    ),
    ...ONCE.flatMap((name) => same(`lines of ${name}`, true, valuesOf(got, name).length <= 1)),
    ...judgeBody(body, headerOf(got, 'content-type'), got.body),
    ...(messages ? same('messages', messages, (got.dialogue?.messages ?? []).map(readable)) : []),
  ];
}

/** Lines of one name are one list (RFC 9110, 5.3). Node gives header bytes as Latin-1; they are shown as UTF-8 where they are. */
function headerOf(got: Recorded, name: string): string | undefined {
  const values = valuesOf(got, name);
  return values.length === 0 ? undefined : Buffer.from(values.join(', '), 'latin1').toString('utf8');
}

function readable(message: string): Value {
  try {
    return parseJson(message);
  } catch {
    return message;
  }
}

/** The order of cookies with different names means nothing. */
const settled = (name: string, value: string | undefined): string | undefined =>
  name.toLowerCase() === 'cookie' ? value?.split('; ').sort().join('; ') : value;

/** The order of parameters with different names means nothing; that of one name's values does. */
function inOrder(target: string): string {
  const mark = target.indexOf('?');
  if (mark < 0) return target;
  const pairs = target.slice(mark + 1).split('&');
  const name = (pair: string): string => pair.split('=')[0] ?? '';
  const sorted = pairs.toSorted((a, b) => (name(a) < name(b) ? -1 : Number(name(a) > name(b))));
  return `${target.slice(0, mark)}?${sorted.join('&')}`;
}
