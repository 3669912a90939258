import { expect, it } from 'vitest';
import { api, list, member, nullable, object, operation, primitive, reference, rendered } from './samples.ts';

const item = object('Item', [
  member('sizes', list(primitive('float64')), true),
  member('note', nullable(primitive('string'))),
]);
const files = rendered(api([item], [operation('put', item, reference('Item'))]), {}, true);
const call = files.get('driver/src/calls/put.rs') ?? '';

it('gives arguments in the types the call takes them in', () => {
  expect(call).toContain('let a0: Vec<f64> = input.required(Place::Member, "sizes")?;');
  expect(call).toContain('client.put(&a0)');
});

it('tells null from absent where the call does', () => {
  expect(call).toContain('match input.maybe::<String>(Place::Member, "note")? {');
  expect(call).toContain('Maybe::Null => call = call.clear_note(),');
});

it('is only there when it is asked for, and has what it is made of', () => {
  expect(files.has('driver/run') && files.has('driver/Cargo.lock') && files.has('driver/src/main.rs')).toBe(true);
  expect(files.get('driver/src/main.rs')).not.toContain('mod oauth;');
  expect([...rendered(api([item], [])).keys()].some((path) => path.startsWith('driver/'))).toBe(false);
});
