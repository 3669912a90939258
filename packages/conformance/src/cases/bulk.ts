import type { Value } from '../exact/json.ts';
import type { Case } from '../fixtures/case.ts';
import { listOf, membersOf, type Operation } from './document.ts';

/**
 * A call whose list may be sent in parts: one item, so that it is one request, and a result for that item, as a server would
 * say it. Which key a part gets is the SDK's business.
 */
export function asBulk({ members }: Operation, one: Case): Case {
  const bulk = membersOf(members['x-bulk']);
  if (typeof bulk.items !== 'string') return one;
  const cut = (value: Value | undefined, name: Value | undefined, change: (item: Value) => Value): Value => {
    const whole = membersOf(value);
    return { ...whole, [String(name)]: listOf(whole[String(name)]).slice(0, 1).map(change) };
  };
  const asFirst = (item: Value): Value => ({
    ...membersOf(item),
    [String(bulk.index)]: 0,
    ...(typeof bulk.error === 'string' ? { [bulk.error]: null } : {}),
  });
  const body = cut(one.call.body, bulk.items, (item) => item);
  const answers = one.answers.map((answer) =>
    (answer.status ?? 200) < 300 && answer.json ? { ...answer, json: cut(answer.json, bulk.results, asFirst) } : answer,
  );
  const { value } = one.gives;
  return {
    ...one,
    call: { ...one.call, params: { ...one.call.params, header: withoutKey(one.call.params?.header ?? {}) }, body },
    answers,
    wire:
      one.wire?.map((request) => ({
        ...request,
        headers: withoutKey(request.headers ?? {}),
        body: { ...request.body, json: body },
      })) ?? null,
    gives: value ? { ...one.gives, value: cut(value, bulk.results, asFirst) } : one.gives,
  };
}

/** The same names and values without any idempotency key. */
function withoutKey<Kept extends Value | string | null>(members: Readonly<Record<string, Kept>>): Record<string, Kept> {
  return Object.fromEntries(Object.entries(members).filter(([name]) => name.toLowerCase() !== 'idempotency-key'));
}
